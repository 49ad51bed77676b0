package dev.rayport.tenant;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** At a start and once a day after it, in one replica: what has ended by time goes. */
@Configuration(proxyBeanMethods = false)
class CleanUp {

  static final String TASK = "clean-up";
  private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

  @Bean
  static Task<Void> cleanUpTask(List<OldRows> all) {
    return Tasks.recurring(TASK, FixedDelay.ofHours(24))
        .execute((instance, context) -> {
          int rows = all.stream().mapToInt(CleanUp::remove).sum();
          log.info("Removed {} rows that had ended", rows);
        });
  }

  /** One kind that cannot be removed now does not keep the others. */
  private static int remove(OldRows old) {
    try {
      return old.removeOld(Instant.now());
    } catch (DataAccessException e) {
      log.warn("Some rows that had ended stay until tomorrow", e);
      return 0;
    }
  }

  @Bean
  static OldRows expiredTokens(ApiTokenRepository tokens) {
    return tokens::deleteExpired;
  }
}
