package dev.rayport.job;

import dev.rayport.backend.RayJob;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.job.JobLifecycle.Act;
import dev.rayport.job.JobLifecycle.Next;
import dev.rayport.job.JobRow.StopWish;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes down what the reconciler found, only if the job is still as the reconciler read it. */
@Component
class JobLedger {

  /** That nothing more comes of a job's log. */
  static final String LOG_NEWS = "job-log";

  private static final int MAX_REASON = 2000;

  /** Ray's times are cut to it. */
  private static final Duration ONE_TICK = Duration.ofMillis(1);

  private final JobRepository jobs;
  private final JobAttemptRepository attempts;
  private final TransactionOperations transactions;
  private final DriverStart starts;
  private final JobQuota quota;
  private final ChangeFeed feed;
  private final ApplicationEventPublisher events;

  JobLedger(
      JobRepository jobs,
      JobAttemptRepository attempts,
      TransactionOperations transactions,
      DriverStart starts,
      JobQuota quota,
      ChangeFeed feed,
      ApplicationEventPublisher events) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.transactions = transactions;
    this.starts = starts;
    this.quota = quota;
    this.feed = feed;
    this.events = events;
  }

  /**
   * Remembers to which start of its cluster a job is handed, before it is.
   *
   * @return false also when the quota has no room for it any more
   */
  boolean handingOver(JobRow read, int startNumber) {
    return change(read, quota::take, job -> job.startNumber = startNumber);
  }

  /** False when someone else changed the job since it was read; then nothing is written. */
  boolean save(JobRow read, Next next, Optional<RayJob> ray) {
    boolean moves = next.act() == Act.RETRY || next.state() != read.state;
    boolean visible =
        moves || !next.reason().equals(read.reason) || !next.code().equals(read.reasonCode);
    boolean newDriver =
        ray.flatMap(RayJob::jobId).filter(id -> !id.equals(read.rayJobId)).isPresent();
    if (!visible && !newDriver) {
      return true;
    }
    boolean saved = change(read, job -> apply(job, next, ray));
    if (saved && visible) {
      feed.publish(new Change(read.tenantId, "job", read.id));
    }
    if (saved && next.state().ended()) {
      announce(read, next.state());
    }
    return saved;
  }

  private void apply(JobRow job, Next next, Optional<RayJob> ray) {
    Instant now = now();
    ray.flatMap(RayJob::jobId).ifPresent(id -> job.rayJobId = id);
    job.reason = shortened(next.reason());
    job.reasonCode = next.code();
    if (next.act() == Act.RETRY) {
      job.attempt++;
      job.startNumber = 0;
      job.startedAt = null;
      job.rayJobId = null;
      job.progressSource = null;
      attempts.save(new JobAttemptRow(job.submissionId(), job.id, job.attempt));
    }
    if (next.act() != Act.RETRY && next.state() == job.state) {
      return;
    }
    job.state = next.state();
    if (job.state == JobState.RUNNING) {
      job.startedAt = ray.flatMap(seen -> starts.of(job, seen, now)).orElse(now);
    }
    if (job.state.ended()) {
      end(job, ray, now);
    }
    job.steps.add(new JobRow.StepRow(job.state, began(job, now), job.reason));
  }

  /** What happens is seen a little later. */
  private static Instant began(JobRow job, Instant now) {
    Instant before = job.steps.getLast().at();
    Instant moment = job.state == JobState.RUNNING ? job.startedAt : job.endedAt;
    return moment == null ? now : moment.isBefore(before) ? before : moment;
  }

  private void end(JobRow job, Optional<RayJob> ray, Instant now) {
    ray.ifPresent(seen -> {
      job.exitCode = seen.exitCode().orElse(null);
      job.message = seen.message();
      if (job.startedAt == null) {
        job.startedAt = starts.of(job, seen, now).orElse(null);
      }
    });
    Instant start = job.startedAt == null ? job.createdAt : job.startedAt;
    job.endedAt =
        ray.flatMap(RayJob::endTime)
            .filter(end -> !end.isAfter(now) && end.plus(ONE_TICK).isAfter(start))
            .map(end -> end.isBefore(start) ? start : end)
            .orElse(now);
  }

  /** Marks an attempt's log as whole. */
  void logComplete(String submissionId) {
    transactions.executeWithoutResult(status ->
        attempts
            .findById(submissionId)
            .ifPresent(attempt -> {
              attempt.completeLog();
              attempts.save(attempt);
              feed.publish(new Change("", LOG_NEWS, attempt.jobId()));
            }));
  }

  void released(JobRow read) {
    change(read, job -> job.ownClusterReleased = true);
  }

  void timeOut(JobRow job, String reason) {
    transactions.executeWithoutResult(status -> jobs.wishStop(job.id, StopWish.TIMEOUT, reason));
  }

  void progress(JobRow job, JobProgress progress) {
    if (job.progress().filter(progress::equals).isPresent()) {
      return;
    }
    transactions.executeWithoutResult(status ->
        jobs.saveProgress(
            job.id, progress.done(), progress.total(), progress.unit(), progress.source()));
    feed.publish(new Change(job.tenantId, "jobprogress", job.id));
  }

  /** Takes away what was counted and does not tell the truth any more. */
  void noProgress(JobRow job) {
    if (job.progress().isPresent()) {
      transactions.executeWithoutResult(status -> jobs.clearProgress(job.id));
      feed.publish(new Change(job.tenantId, "jobprogress", job.id));
    }
  }

  private boolean change(JobRow read, Consumer<JobRow> how) {
    return change(read, job -> true, how);
  }

  private boolean change(JobRow read, Predicate<JobRow> allowed, Consumer<JobRow> how) {
    try {
      return Boolean.TRUE.equals(
          transactions.execute(status -> {
            JobRow job = jobs.findById(read.id).orElseThrow();
            if (job.version != read.version || !allowed.test(job)) {
              return false;
            }
            how.accept(job);
            jobs.saveAndFlush(job);
            return true;
          }));
    } catch (OptimisticLockingFailureException e) {
      return false;
    }
  }

  private void announce(JobRow job, JobState state) {
    switch (state) {
      case SUCCEEDED -> events.publishEvent(new JobSucceeded(job.jobId(), job.tenantId));
      case STOPPED -> events.publishEvent(new JobStopped(job.jobId(), job.tenantId));
      case FAILED -> events.publishEvent(new JobFailed(job.jobId(), job.tenantId));
      default -> {}
    }
  }

  private static String shortened(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
  }

  static Instant now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
