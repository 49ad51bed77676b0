package dev.rayport.job;

import dev.rayport.backend.RayJob;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * When a job's driver began. Ray tells only when it was handed the job (JobInfo in Ray's
 * job_manager.py), so it is after that and after the last look at which Ray still prepared it.
 */
@Component
class DriverStart {

  private final Map<String, Instant> prepared = new ConcurrentHashMap<>();

  /** Notes that a job's driver did not run yet. */
  void look(JobRow job, Optional<RayJob> seen) {
    if (seen.filter(ray -> ray.status() == RayJob.Status.PENDING).isPresent()) {
      prepared.put(job.submissionId(), JobLedger.now());
    }
  }

  /** Never before the job was made, never after {@code now}; empty for one that never began. */
  Optional<Instant> of(JobRow job, RayJob seen, Instant now) {
    if (seen.errorType().filter("RUNTIME_ENV_SETUP_FAILURE"::equals).isPresent()) {
      return Optional.empty();
    }
    Instant latest = seen.endTime().filter(end -> end.isBefore(now)).orElse(now);
    return Stream.concat(
            Stream.of(job.createdAt, prepared.getOrDefault(job.submissionId(), job.createdAt)),
            seen.startTime().stream())
        .filter(moment -> !moment.isAfter(latest))
        .max(Instant::compareTo)
        .or(() -> Optional.of(now));
  }

  void forget(JobRow job) {
    prepared.remove(job.submissionId());
  }
}
