package dev.rayport.job;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import dev.rayport.job.JobProgress.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Brings a job's progress into its row: from its log, else from Ray's task counts, which are asked
 * for rarely.
 */
@Component
class JobProgressWatch {

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(1);

  private final LogFollowers logs;
  private final JobLedger ledger;
  private final Map<String, Long> counted = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  JobProgressWatch(LogFollowers logs, JobLedger ledger) {
    this.logs = logs;
    this.ledger = ledger;
  }

  void look(JobRow job, Optional<RayJob> seen, RayClient ray) {
    if (seen.isEmpty()) {
      return;
    }
    if (seen.get().status().ended()) {
      lastLook(job, seen.get(), ray);
    } else if (due(told, job.id, BETWEEN_NEWS)) {
      logs.progress(job)
          .or(() -> tasks(job, seen.get(), ray))
          .ifPresent(progress -> ledger.progress(job, progress));
    }
  }

  /** Ray's counts lag behind: of a job that succeeded, only those that say all is done are kept. */
  private void lastLook(JobRow job, RayJob seen, RayClient ray) {
    Optional<JobProgress> reported = logs.progress(job);
    boolean counts = reported.isEmpty() && job.progressSource == Source.TASKS;
    Optional<JobProgress> last = counts ? count(seen, ray) : reported;
    boolean partial =
        seen.status() == RayJob.Status.SUCCEEDED
            && last.or(job::progress).filter(p -> p.done() < p.total()).isPresent();
    if (counts && partial) {
      ledger.noProgress(job);
    } else {
      last.ifPresent(progress -> ledger.progress(job, progress));
    }
  }

  /** Forgets a job that has ended, however it did. */
  void forget(JobRow job) {
    counted.remove(job.id);
    told.remove(job.id);
  }

  private Optional<JobProgress> tasks(JobRow job, RayJob seen, RayClient ray) {
    return seen.status() == RayJob.Status.RUNNING && due(counted, job.id, BETWEEN_COUNTS)
        ? count(seen, ray)
        : Optional.empty();
  }

  private static Optional<JobProgress> count(RayJob seen, RayClient ray) {
    if (seen.jobId().isEmpty()) {
      return Optional.empty();
    }
    try {
      return ray.taskCounts(seen.jobId().get())
          .filter(count -> count.total() > 0)
          .map(count -> new JobProgress(count.finished(), count.total(), "tasks", Source.TASKS));
    } catch (BackendException e) {
      // Counts are a nicety; that Ray does not answer is seen where it matters.
      return Optional.empty();
    }
  }

  private static boolean due(Map<String, Long> last, String jobId, Duration pause) {
    long now = System.nanoTime();
    Long before = last.get(jobId);
    if (before != null && now - before < pause.toNanos()) {
      return false;
    }
    last.put(jobId, now);
    return true;
  }
}
