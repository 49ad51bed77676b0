package dev.rayport.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One scheduled task per living job, its instance id the job's. A nudge moves it to now; one that
 * comes while the task runs is remembered, so that nothing is missed.
 */
@Component
class JobTasks implements DisposableBean {

  static final String NAME = "job-reconcile";

  private final ObjectProvider<Scheduler> scheduler;
  private final Set<String> nudged = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("job-tasks").factory());

  JobTasks(ObjectProvider<Scheduler> scheduler) {
    this.scheduler = scheduler;
  }

  /** Makes the task with the caller's transaction, if it is not there. */
  void schedule(String jobId) {
    scheduler.getObject().scheduleIfNotExists(instance(jobId), Clock.systemUTC().instant());
    afterCommit(() -> wake(Duration.ZERO));
  }

  /** Looks at a job as soon as possible, after the caller's commit. */
  void nudge(String jobId) {
    afterCommit(() -> {
      nudged.add(jobId);
      clock.execute(() -> pull(jobId));
    });
  }

  private void pull(String jobId) {
    try {
      if (scheduler.getObject().reschedule(instance(jobId), Clock.systemUTC().instant())) {
        scheduler.getObject().triggerCheckForDueExecutions();
      }
    } catch (TaskInstanceException e) {
      // Runs now, or is over: the running one sees the remembered nudge when it ends.
      return;
    }
  }

  /** Called when a job's task begins: what was asked until now is about to be looked at. */
  void begin(String jobId) {
    nudged.remove(jobId);
  }

  /** When to look next; at once if a nudge came while the task ran. */
  Instant next(String jobId, Duration pause) {
    Duration wait = nudged.remove(jobId) ? Duration.ZERO : pause;
    wake(wait);
    return Clock.systemUTC().instant().plus(wait);
  }

  void forget(String jobId) {
    nudged.remove(jobId);
  }

  /** The scheduler polls once a second; what is due earlier is fetched when it is due. */
  private void wake(Duration in) {
    if (in.toMillis() < 1000) {
      clock.schedule(
          () -> scheduler.getObject().triggerCheckForDueExecutions(),
          in.toMillis() + 5,
          TimeUnit.MILLISECONDS);
    }
  }

  private static TaskInstance<Void> instance(String jobId) {
    return new TaskInstance<>(NAME, jobId);
  }

  private static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
