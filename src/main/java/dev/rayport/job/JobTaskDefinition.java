package dev.rayport.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rayport.cluster.ClusterFailed;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterReady;
import dev.rayport.cluster.ClusterStopped;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** When the reconciler runs: per job when due or nudged, and a sweep for tasks that were lost. */
@Configuration(proxyBeanMethods = false)
class JobTaskDefinition {

  private static final Logger log = LoggerFactory.getLogger(JobTaskDefinition.class);
  private static final Duration AFTER_A_BUG = Duration.ofSeconds(15);

  private final JobRepository jobs;
  private final JobTasks tasks;

  JobTaskDefinition(JobRepository jobs, JobTasks tasks) {
    this.jobs = jobs;
    this.tasks = tasks;
  }

  @Bean
  CustomTask<Void> jobReconcile(JobReconciler reconciler) {
    return Tasks.custom(JobTasks.NAME, Void.class)
        .onFailureReschedule(FixedDelay.of(AFTER_A_BUG))
        .onDeadExecutionRevive()
        .execute((instance, context) -> step(reconciler, instance.getId()));
  }

  private CompletionHandler<Void> step(JobReconciler reconciler, String jobId) {
    tasks.begin(jobId);
    Optional<Duration> pause;
    try {
      pause = reconciler.step(jobId);
    } catch (RuntimeException e) {
      log.error("Job {} could not be looked after; tries again", jobId, e);
      pause = Optional.of(AFTER_A_BUG);
    }
    if (pause.isEmpty()) {
      tasks.forget(jobId);
      return (complete, operations) -> operations.stop();
    }
    Duration wait = pause.get();
    return (complete, operations) ->
        tasks.again(jobId, wait, when -> operations.reschedule(complete, when));
  }

  @Bean
  RecurringTask<Void> jobSweep() {
    return Tasks.recurring("job-sweep", FixedDelay.of(Duration.ofMinutes(1)))
        .execute(
            (instance, context) -> jobs.findUnfinished(JobState.LIVING).forEach(tasks::schedule));
  }

  @Bean
  static RecurringTask<Void> jobRetention(Retention retention) {
    return Tasks.recurring("job-retention", FixedDelay.ofHours(24))
        .execute((instance, context) -> retention.run());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ClusterReady event) {
    nudge(event.id());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ClusterFailed event) {
    nudge(event.id());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ClusterStopped event) {
    nudge(event.id());
  }

  private void nudge(ClusterId cluster) {
    tasks.later(() -> jobs.findOn(cluster.value(), JobState.LIVING).forEach(tasks::nudge));
  }
}
