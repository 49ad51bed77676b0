package dev.rayport.base;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Background tasks wait for clusters more than they compute: each has a virtual thread, so that
 * those which wait for one that hangs never hold up the rest.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

  @Bean
  DbSchedulerCustomizer tasksOnVirtualThreads() {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory()));
      }
    };
  }
}
