package dev.rayport.base;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Each portal that serves a database picks tasks under a name of its own. Background tasks wait for
 * clusters more than they compute: each has a virtual thread, so that those which wait for one that
 * hangs never hold up the rest.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

  @Bean
  DbSchedulerCustomizer tasksOnVirtualThreads(Replica replica) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(replica.id()));
      }

      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory()));
      }
    };
  }
}
