package dev.rayport.job;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterId;
import dev.rayport.job.JobLifecycle.Act;
import dev.rayport.job.JobLifecycle.Next;
import dev.rayport.job.JobLifecycle.Present;
import dev.rayport.job.JobLifecycle.Sight;
import dev.rayport.job.JobSight.Look;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Moves one job one step: look, decide, act, write down. Every step may be repeated. */
@Component
class JobReconciler {

  private static final Logger log = LoggerFactory.getLogger(JobReconciler.class);
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration QUICK = Duration.ofMillis(250);
  private static final Duration STEADY = Duration.ofSeconds(1);
  private static final Duration SLOW = Duration.ofSeconds(3);

  /** As long as a job is young its user looks at it. */
  private static final Duration YOUNG = Duration.ofSeconds(20);

  /** How long an ended job's cluster is kept for the rest of its log. */
  private static final Duration LOG_GRACE = Duration.ofSeconds(10);

  private final JobRepository jobs;
  private final JobSight sights;
  private final JobHandover handover;
  private final JobLedger ledger;
  private final JobProgressWatch progress;
  private final StallWatch stalls;
  private final DriverStart starts;
  private final LogFollowers logs;
  private final ClusterAccess clusters;
  private final JobJson json;
  private final JobTasks tasks;
  private final JobKeepers keepers;
  private final JobQuota quota;

  JobReconciler(
      JobRepository jobs,
      JobSight sights,
      JobHandover handover,
      JobLedger ledger,
      JobProgressWatch progress,
      StallWatch stalls,
      DriverStart starts,
      LogFollowers logs,
      ClusterAccess clusters,
      JobJson json,
      JobTasks tasks,
      JobKeepers keepers,
      JobQuota quota) {
    this.jobs = jobs;
    this.sights = sights;
    this.handover = handover;
    this.ledger = ledger;
    this.progress = progress;
    this.stalls = stalls;
    this.starts = starts;
    this.logs = logs;
    this.clusters = clusters;
    this.json = json;
    this.tasks = tasks;
    this.keepers = keepers;
    this.quota = quota;
  }

  /** When to come again; empty when there is nothing left to do for this job. */
  Optional<Duration> step(String jobId) {
    Optional<JobRow> found = jobs.findById(jobId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JobRow job = found.get();
    if ((job.startNumber > 0 || job.state.ended()) && !keepers.take(jobId)) {
      leave(job);
      return Optional.of(STEADY);
    }
    try {
      return job.state.ended() ? close(job) : Optional.of(advance(job));
    } catch (BackendException e) {
      log.info("Job {} of {} waits: {}", job.id, job.tenantId, e.getMessage());
      return Optional.of(SLOW);
    }
  }

  private void leave(JobRow job) {
    tasks.leave(job.id);
    logs.leave(job);
    forget(job);
  }

  private void forget(JobRow job) {
    starts.forget(job);
    progress.forget(job);
    stalls.forget(job);
  }

  private Duration advance(JobRow job) {
    Look look = sights.look(job);
    Optional<RayJob> seen =
        look.sight() instanceof Sight.Known(RayJob ray) ? Optional.of(ray) : Optional.empty();
    look.ray()
        .filter(ray -> seen.isPresent())
        .ifPresent(ray -> logs.follow(job, ray, () -> tasks.nudge(job.id)));
    if (seen.filter(ray -> ray.status().ended()).isPresent() && !logs.settled(job)) {
      return QUICK;
    }
    look.ray().ifPresent(ray -> progress.look(job, seen, ray));
    starts.look(job, seen);
    Next next = JobLifecycle.next(present(job, stalls.stalled(job, seen)), look.sight());
    if (next.act() == Act.SUBMIT) {
      return submit(job, look);
    }
    act(job, next, look);
    if (!ledger.save(job, next, seen)) {
      return AT_ONCE;
    }
    return pause(job, next);
  }

  private Duration submit(JobRow job, Look look) {
    RayClient ray = look.ray().orElseThrow();
    if (job.startNumber == 0) {
      Optional<String> waits = quota.waits(job);
      if (waits.isPresent()) {
        Next next = Next.stay(present(job, false), waits.get(), JobQuota.WAITING);
        return ledger.save(job, next, Optional.empty()) ? SLOW : AT_ONCE;
      }
      // Written first: from here on a stop must ask Ray, and a restart of the portal does.
      ledger.handingOver(job, look.startNumber());
      return AT_ONCE;
    }
    Sight sight = handover.submit(job, ray);
    if (sight instanceof Sight.Taken) {
      logs.follow(job, ray, () -> tasks.nudge(job.id));
    }
    Next next = JobLifecycle.next(present(job, false), sight);
    return ledger.save(job, next, Optional.empty()) ? pause(job, next) : AT_ONCE;
  }

  private void act(JobRow job, Next next, Look look) {
    switch (next.act()) {
      case STOP -> look.ray().ifPresent(ray -> ray.stop(job.submissionId()));
      case TIME_OUT -> {
        ledger.timeOut(job, "It ran longer than its time limit of %s.".formatted(timeout(job)));
        look.ray().ifPresent(ray -> ray.stop(job.submissionId()));
      }
      case RETRY -> endLog(job);
      case NONE, SUBMIT -> {}
    }
  }

  private Present present(JobRow job, boolean stalled) {
    Instant start = job.startedAt;
    SubmitJob spec = json.spec(job);
    boolean overTime =
        start != null
            && spec.timeout().filter(t -> start.plus(t).isBefore(JobLedger.now())).isPresent();
    return new Present(
        job.state,
        job.startNumber > 0,
        job.stopWanted,
        job.stopReason,
        job.attempt,
        spec.retries(),
        overTime,
        stalled ? stalls.words() : "");
  }

  private String timeout(JobRow job) {
    return json.spec(job).timeout().map(DurationText::of).orElse("");
  }

  private static Duration pause(JobRow job, Next next) {
    if (next.state().ended() || next.act() == Act.RETRY || next.act() == Act.TIME_OUT) {
      return AT_ONCE;
    }
    if (next.code().equals("cluster-unreachable") || next.state() == JobState.QUEUED) {
      return SLOW;
    }
    Instant since = job.startedAt == null ? job.createdAt : job.startedAt;
    boolean young = since.plus(YOUNG).isAfter(JobLedger.now());
    return young || next.state() != JobState.RUNNING ? QUICK : STEADY;
  }

  /** The end of an ended job: the rest of its log, then its own cluster. */
  private Optional<Duration> close(JobRow job) {
    Instant ended = job.endedAt == null ? job.createdAt : job.endedAt;
    if (logs.open(job) && ended.plus(LOG_GRACE).isAfter(JobLedger.now())) {
      return Optional.of(QUICK);
    }
    endLog(job);
    forget(job);
    if (job.ownCluster && !job.ownClusterReleased) {
      clusters.release(
          new ClusterId(job.clusterId),
          "Job %s, for which it was made, has ended.".formatted(job.name));
      ledger.released(job);
    }
    keepers.release(job.id);
    quota.nudgeNext(job.tenantId);
    return Optional.empty();
  }

  private void endLog(JobRow job) {
    starts.forget(job);
    logs.end(job, () -> ledger.logComplete(job.submissionId()));
  }
}
