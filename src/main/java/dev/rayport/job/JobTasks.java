package dev.rayport.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Replica;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  /** From a portal that wants a look at a job which another one looks at or keeps. */
  private static final String NEWS = "job-look";

  private final ObjectProvider<Scheduler> scheduler;
  private final ChangeFeed feed;
  private final Replica replica;
  private final Set<String> nudged = ConcurrentHashMap.newKeySet();
  private final Set<String> looking = ConcurrentHashMap.newKeySet();
  private final Set<String> left = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("job-tasks").factory());

  JobTasks(ObjectProvider<Scheduler> scheduler, ChangeFeed feed, Replica replica) {
    this.scheduler = scheduler;
    this.feed = feed;
    this.replica = replica;
    feed.subscribeToOthers(change -> {
      if (change.kind().equals(NEWS)) {
        nudge(change.id());
      }
    });
  }

  /** Makes the task after the caller's commit, if it is not there; the sweep makes up for it. */
  void schedule(String jobId) {
    later(() -> {
      scheduler.getObject().scheduleIfNotExists(instance(jobId), Clock.systemUTC().instant());
      wake(Duration.ZERO);
    });
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
    } catch (TaskInstanceCurrentlyExecutingException e) {
      if (!looking.contains(jobId) && nudged.remove(jobId)) {
        feed.tellOthers(new Change("", NEWS, jobId));
      }
    } catch (TaskInstanceNotFoundException e) {
      nudged.remove(jobId);
    }
  }

  /** Does something with the database after the caller's commit, beside the caller's thread. */
  void later(Runnable action) {
    afterCommit(() -> clock.execute(action));
  }

  /** Called when a job's task begins: what was asked until now is about to be looked at. */
  void begin(String jobId) {
    looking.add(jobId);
    nudged.remove(jobId);
  }

  /** This look leaves the job to the portal that keeps it. */
  void leave(String jobId) {
    left.add(jobId);
  }

  /** Sets when to look next: at once if a nudge came while the task ran. */
  void again(String jobId, Duration pause, Consumer<Instant> reschedule) {
    boolean kept = !left.remove(jobId);
    Duration wait = nudged.remove(jobId) && kept ? Duration.ZERO : pause;
    try {
      reschedule.accept(Clock.systemUTC().instant().plus(wait));
    } finally {
      looking.remove(jobId);
    }
    if (!kept) {
      feed.tellOthers(new Change("", NEWS, jobId));
      return;
    }
    if (nudged.contains(jobId)) {
      // Came after the look above and found the task still running.
      clock.execute(() -> pull(jobId));
    }
    wake(wait);
  }

  void forget(String jobId) {
    looking.remove(jobId);
    nudged.remove(jobId);
  }

  /**
   * The scheduler polls once a second; what is due earlier is fetched when it is due. Where other
   * portals poll too, who looked last looks again before they do.
   */
  private void wake(Duration in) {
    if (in.toMillis() < 1000 || replica.mayHaveOthers()) {
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
