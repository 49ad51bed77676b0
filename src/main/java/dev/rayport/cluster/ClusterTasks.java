package dev.rayport.cluster;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Background work: one task instance per living cluster, so that one replica moves it. */
@Configuration(proxyBeanMethods = false)
class ClusterTasks {

  private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

  @Bean
  static Task<Void> clusterReconcileTask(ClusterReconciler reconciler, ClusterNudger nudger) {
    return Tasks.custom(ClusterNudger.TASK, Void.class)
        .onFailureReschedule(FixedDelay.of(AFTER_A_BUG))
        .onDeadExecutionRevive()
        .execute((instance, context) -> look(instance.getId(), reconciler, nudger));
  }

  @Bean
  static Task<Void> clusterSweepTask(ClusterSweep sweep) {
    return Tasks.recurring("cluster-sweep", FixedDelay.ofMinutes(1))
        .execute((instance, context) -> sweep.run());
  }

  private static CompletionHandler<Void> look(
      String id, ClusterReconciler reconciler, ClusterNudger nudger) {
    nudger.begins(id);
    try {
      return completion(id, reconciler.reconcile(id), nudger);
    } catch (RuntimeException | Error bug) {
      nudger.ends(id);
      throw bug;
    }
  }

  private static CompletionHandler<Void> completion(
      String id, Optional<Duration> next, ClusterNudger nudger) {
    return (complete, operations) -> {
      try {
        boolean nudged = nudger.nudgedMeanwhile(id);
        if (nudged) {
          operations.reschedule(complete, Instant.now());
        } else if (next.isPresent()) {
          operations.reschedule(complete, Instant.now().plus(next.get()));
        } else {
          operations.remove();
        }
      } finally {
        nudger.ends(id);
      }
      if (nudger.nudgedMeanwhile(id)) {
        nudger.nudge(id);
      }
    };
  }
}
