package dev.rayport.tenant;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;

/** Adds new entries to the audit log's chain, every few seconds, in one replica at a time. */
@Configuration(proxyBeanMethods = false)
class AuditSealing {

  private static final Logger log = LoggerFactory.getLogger(AuditSealing.class);
  private static final FixedDelay EVERY = FixedDelay.ofSeconds(5);

  @Bean
  static Task<Void> auditSealTask(AuditChain chain) {
    return Tasks.recurring("audit-seal", EVERY)
        .execute((instance, context) -> {
          try {
            all(chain);
          } catch (DataIntegrityViolationException forged) {
            log.error("The audit log holds an entry that the portal did not write; verify it.");
          }
        });
  }

  /**
   * Seals until nothing is left.
   *
   * @throws DataIntegrityViolationException as {@link AuditChain#seal}
   */
  static void all(AuditChain chain) {
    int sealed;
    do {
      sealed = chain.seal();
    } while (sealed == AuditChain.AT_A_TIME.max());
  }
}
