package dev.rayport.admin;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done again and again, in one of the portals on a database. */
@Configuration(proxyBeanMethods = false)
class AdminTasks {

  @Bean
  static RecurringTask<Void> useMeasurement(UseRound round, UseProperties properties) {
    return Tasks.recurring("cluster-use", FixedDelay.of(properties.every()))
        .execute((instance, context) -> run(round));
  }

  @Bean
  static RecurringTask<Void> bannerEnd(Banners banners, UseProperties properties) {
    return Tasks.recurring("banner-end", FixedDelay.of(properties.every()))
        .execute((instance, context) -> banners.endInTime());
  }

  private static void run(UseRound round) {
    try {
      round.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
