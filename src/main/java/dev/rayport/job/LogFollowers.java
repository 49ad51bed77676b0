package dev.rayport.job;

import dev.rayport.backend.RayClient;
import dev.rayport.base.ChangeFeed.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** One follower per attempt that runs, and whoever waits for its log to grow. */
@Component
class LogFollowers implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(LogFollowers.class);

  /** How long an ended job waits for the rest of its log before it is shown as ended. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 5;

  private final LogFiles files;
  private final JobKeepers keepers;
  private final JobSecrets secrets;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  LogFollowers(LogFiles files, JobKeepers keepers, JobSecrets secrets) {
    this.files = files;
    this.keepers = keepers;
    this.secrets = secrets;
  }

  private static final class Followed {
    final LogFollower follower;
    final long since = System.nanoTime();
    volatile CompletableFuture<Void> end = new CompletableFuture<>();
    volatile long endSeen;
    volatile int idleTries;

    Followed(LogFollower follower) {
      this.follower = follower;
    }

    /** A log that breaks off again and again without anything new is asked for less and less. */
    boolean restsStill() {
      int doublings = endSeen == 0 ? Math.min(idleTries, MOST_DOUBLINGS) : 0;
      return age(since).compareTo(BETWEEN_TRIES.multipliedBy(1L << doublings)) < 0;
    }

    boolean broken() {
      return end.isCompletedExceptionally();
    }

    boolean whole() {
      return end.isDone() && !broken();
    }
  }

  /**
   * Follows an attempt's log unless it is followed already.
   *
   * @param ended called when the log ends or breaks off
   */
  void follow(JobRow job, RayClient ray, Runnable ended) {
    Followed there = followed.get(job.submissionId());
    if (there != null && (!there.broken() || there.restsStill())) {
      return;
    }
    try {
      Runnable grown = () -> grown(job.id);
      MaskedText masked = new MaskedText(secrets.values(job));
      Followed started =
          new Followed(new LogFollower(files.append(job.id, job.attempt), masked, grown));
      if (there != null) {
        started.endSeen = there.endSeen;
        started.idleTries = there.follower.gained() ? 0 : there.idleTries + 1;
      }
      followed.put(job.submissionId(), started);
      started.end =
          ray.followLog(
              job.submissionId(),
              piece -> {
                requireKept(job.id);
                started.follower.accept(piece);
              });
      started.end.whenComplete((done, problem) -> {
        if (problem == null) {
          started.follower.finish();
        }
        started.follower.close();
        if (problem != null) {
          log.debug("The log of job {} broke off: {}", job.id, problem.toString());
        }
        ended.run();
      });
    } catch (IOException e) {
      log.warn("The log of job {} of {} cannot be stored", job.id, job.tenantId, e);
    }
  }

  /** Whoever was frozen for long must not write where another portal writes now. */
  private void requireKept(String jobId) {
    if (!keepers.holds(jobId)) {
      throw new IllegalStateException("Job %s may be kept by another portal now".formatted(jobId));
    }
  }

  /** Lets go of an attempt's log, which another portal follows. */
  void leave(JobRow job) {
    Followed there = followed.remove(job.submissionId());
    if (there != null) {
      there.end.cancel(true);
      there.follower.close();
    }
  }

  /** Whether the log of an attempt that Ray says has ended is whole, or was waited for enough. */
  boolean settled(JobRow job) {
    Followed there = followed.get(job.submissionId());
    if (there == null || there.whole()) {
      return true;
    }
    if (there.endSeen == 0) {
      there.endSeen = System.nanoTime();
    }
    return age(there.endSeen).compareTo(GRACE) > 0;
  }

  /** Whether more of an attempt's log may come. */
  boolean open(JobRow job) {
    Followed there = followed.get(job.submissionId());
    return there != null && !there.end.isDone();
  }

  Optional<JobProgress> progress(JobRow job) {
    return Optional.ofNullable(followed.get(job.submissionId()))
        .flatMap(there -> there.follower.progress());
  }

  /** How much of an attempt's log came since it is followed. */
  long received(JobRow job) {
    Followed there = followed.get(job.submissionId());
    return there == null ? 0 : there.follower.received();
  }

  /**
   * Ends following an attempt, whatever is still on its way.
   *
   * @param complete called when the file is whole, before its readers are told
   */
  void end(JobRow job, Runnable complete) {
    leave(job);
    try {
      files.finish(job.id, job.attempt);
    } catch (IOException e) {
      log.warn("The end of the log of job {} of {} is not stored", job.id, job.tenantId, e);
    }
    complete.run();
    grown(job.id);
  }

  /** Calls back when a job's log has grown or has ended. */
  Subscription listen(String jobId, Runnable listener) {
    listeners.compute(
        jobId,
        (id, there) -> {
          List<Runnable> all = there == null ? new CopyOnWriteArrayList<>() : there;
          all.add(listener);
          return all;
        });
    return () ->
        listeners.computeIfPresent(
            jobId,
            (id, there) -> {
              there.remove(listener);
              return there.isEmpty() ? null : there;
            });
  }

  /** How many wait for a job's log. */
  int listening(String jobId) {
    return listeners.getOrDefault(jobId, List.of()).size();
  }

  /** The jobs whose logs somebody reads here. */
  Set<String> read() {
    return listeners.keySet();
  }

  /** Wakes who reads a job's log. */
  void grown(String jobId) {
    for (Runnable listener : listeners.getOrDefault(jobId, List.of())) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.warn("A reader of the log of job {} failed", jobId, e);
      }
    }
  }

  private static Duration age(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  @Override
  public void destroy() {
    followed.values().forEach(there -> there.end.cancel(true));
  }
}
