package dev.rayport.job;

import dev.rayport.backend.RayJob;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Notices running jobs that give no sign of life: nothing new in the log, no progress. Only time
 * during which the cluster answered counts.
 */
@Component
class StallWatch {

  private static final Duration GAP = Duration.ofSeconds(30);

  private final LogFollowers logs;
  private final Duration after;
  private final Map<String, Sign> signs = new ConcurrentHashMap<>();

  StallWatch(LogFollowers logs, JobProperties properties) {
    this.logs = logs;
    this.after = properties.stalledAfter();
  }

  /** The last sign of life: how far log and progress were, since when, and when that was seen. */
  private record Sign(long log, Optional<JobProgress> progress, long since, long seen) {}

  /** Whether nothing moved for too long; to be asked at each look at the job. */
  boolean stalled(JobRow job, Optional<RayJob> seen) {
    if (seen.filter(ray -> ray.status() == RayJob.Status.RUNNING).isEmpty()) {
      signs.remove(job.id);
      return false;
    }
    long now = System.nanoTime();
    Sign last = signs.get(job.id);
    long log = logs.received(job);
    boolean first = last == null || now - last.seen() > GAP.toNanos();
    // A log that is followed anew comes from its start: only what is beyond counts.
    boolean moved = !first && (log > last.log() || !job.progress().equals(last.progress()));
    boolean was = job.stalled() && !moved;
    long since = first || moved ? now : last.since();
    long farthest = last == null ? log : Math.max(log, last.log());
    signs.put(job.id, new Sign(farthest, job.progress(), since, now));
    return was || now - since > after.toNanos();
  }

  /** For people: since when about nothing moved. */
  String words() {
    return "Nothing new in its log and no progress for over %s; it may hang."
        .formatted(DurationText.of(after));
  }

  void forget(JobRow job) {
    signs.remove(job.id);
  }
}
