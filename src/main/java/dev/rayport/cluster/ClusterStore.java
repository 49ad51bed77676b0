package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.cluster.ClusterEvent.Severity;
import dev.rayport.cluster.ClusterLifecycle.Verdict;
import dev.rayport.cluster.ClusterLifecycle.Why;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what the reconciler found, with its events and news, one transaction each. */
@Component
class ClusterStore {

  static final String SYSTEM = "rayport";

  private final ClusterRepository clusters;
  private final ClusterStartRepository starts;
  private final ClusterEventRepository events;
  private final ClusterJson json;
  private final ChangeFeed feed;
  private final ClusterAnnouncer announcer;
  private final ClusterQuota quota;
  private final GpuLedger gpus;
  private final Clock clock = Clock.systemUTC();
  private volatile boolean portalEnded;

  ClusterStore(
      ClusterRepository clusters,
      ClusterStartRepository starts,
      ClusterEventRepository events,
      ClusterJson json,
      ChangeFeed feed,
      ClusterAnnouncer announcer,
      ClusterQuota quota,
      GpuLedger gpus) {
    this.clusters = clusters;
    this.starts = starts;
    this.events = events;
    this.json = json;
    this.feed = feed;
    this.announcer = announcer;
    this.quota = quota;
    this.gpus = gpus;
  }

  /** What is visible of a row beside the observation. */
  private record Look(ClusterSummary summary, String steps) {}

  void event(ClusterEntity cluster, Severity severity, String actor, String text) {
    events.save(
        new ClusterEventEntity(cluster, new ClusterEvent(clock.instant(), severity, actor, text)));
  }

  void news(ClusterEntity cluster) {
    feed.publish(new Change(cluster.tenantId, "cluster", cluster.id));
  }

  /**
   * Stores a verdict, unless the row moved since it was read, or it is a start for which the quota
   * has no room any more.
   *
   * @return whether it was stored
   */
  @Transactional
  boolean save(
      ClusterEntity read, Verdict verdict, Optional<ClusterObservation> seen, boolean looksNew) {
    ClusterEntity cluster = clusters.lock(read.id).orElseThrow();
    if (cluster.rowVersion != read.rowVersion) {
      return false;
    }
    boolean begins =
        cluster.state == ClusterState.REQUESTED && verdict.state() == ClusterState.STARTING;
    if (begins && !quota.take(cluster)) {
      return false;
    }
    Optional<ClusterStart> start = startOf(cluster);
    Look before = look(cluster, start);
    ClusterState from = cluster.state;
    Optional<Condition> fromCondition = Optional.ofNullable(cluster.condition);
    String fromCode = cluster.reasonCode;
    apply(cluster, verdict, seen);
    gpus.note(cluster, seen);
    start = moved(start, cluster, from);
    record(cluster, from, fromCondition, fromCode);
    if (seen.isPresent() && start.isPresent()) {
      steps(cluster, start.get(), seen.get().steps());
    }
    clusters.saveAndFlush(cluster);
    if (looksNew || !look(cluster, start).equals(before)) {
      news(cluster);
    }
    return true;
  }

  /** The start that it is in now: a new one when it just began, none when it is to begin again. */
  private Optional<ClusterStart> moved(
      Optional<ClusterStart> start, ClusterEntity cluster, ClusterState from) {
    if (from == ClusterState.REQUESTED && cluster.state == ClusterState.STARTING) {
      return Optional.of(starts.save(new ClusterStart(cluster)));
    }
    if (cluster.state == ClusterState.READY
        && from != ClusterState.READY
        && from != ClusterState.UPDATING) {
      start.ifPresent(one -> one.ready(clock.instant()));
    }
    return start.filter(one -> one.startNumber == cluster.startNumber);
  }

  private void apply(ClusterEntity cluster, Verdict verdict, Optional<ClusterObservation> seen) {
    Instant now = clock.instant();
    boolean restarts =
        cluster.state == ClusterState.STOPPING && verdict.state() == ClusterState.REQUESTED;
    boolean keepsReason =
        cluster.state == ClusterState.FAILED && verdict.state() == ClusterState.FAILED;
    cluster.failures = 0;
    cluster.times.asOf = null;
    if (seen.filter(known -> known.reasonCode().equals(ClusterObservation.UNATTENDED))
        .isPresent()) {
      cluster.times.unattended(now);
    }
    cluster.workersReady = seen.map(ClusterStore::ready).orElse(0);
    if (restarts) {
      cluster.queue(now);
      return;
    }
    if (verdict.state() == ClusterState.STARTING && cluster.state == ClusterState.REQUESTED) {
      cluster.times.started(now);
    }
    if (verdict.desired() != cluster.desired) {
      cluster.wantStopped(verdict.why().text(), verdict.why().code());
    }
    if (seen.isPresent()) {
      cluster.portalEnded = false;
    }
    cluster.move(verdict.state(), verdict.condition(), now);
    if (!keepsReason) {
      cluster.explain(verdict.why().text(), verdict.why().code());
    }
  }

  static int ready(ClusterObservation seen) {
    return (int)
        seen.nodes().stream()
            .filter(node -> !node.group().equals("head"))
            .filter(node -> node.state() == NodeObservation.State.READY)
            .count();
  }

  void record(
      ClusterEntity cluster, ClusterState from, Optional<Condition> condition, String code) {
    if (cluster.state != from) {
      entered(cluster, from);
    } else if (cluster.state == ClusterState.READY
        && !condition.equals(Optional.ofNullable(cluster.condition))) {
      Severity severity =
          cluster.condition == null || cluster.condition == Condition.IDLE
              ? Severity.INFO
              : Severity.WARNING;
      event(cluster, severity, SYSTEM, cluster.condition == null ? "Fine again." : cluster.reason);
    } else if (cluster.state == ClusterState.REQUESTED && !cluster.reasonCode.equals(code)) {
      event(cluster, Severity.INFO, SYSTEM, cluster.reason);
    }
  }

  private void entered(ClusterEntity cluster, ClusterState from) {
    switch (cluster.state) {
      case STARTING ->
          event(cluster, Severity.INFO, SYSTEM, "Start %d begins.".formatted(cluster.startNumber));
      case READY -> {
        if (from == ClusterState.UPDATING) {
          event(cluster, Severity.INFO, SYSTEM, "It is as it was asked to become.");
        } else {
          ready(cluster);
        }
      }
      case SUSPENDED -> event(cluster, Severity.INFO, SYSTEM, "Suspended: nothing of it runs.");
      case FAILED -> {
        event(cluster, Severity.ERROR, SYSTEM, cluster.reason);
        announcer.failed(cluster);
      }
      case STOPPED -> {
        event(cluster, Severity.INFO, SYSTEM, "Stopped: all its processes are gone.");
        announcer.stopped(cluster);
      }
      default -> {}
    }
  }

  private void ready(ClusterEntity cluster) {
    Instant now = clock.instant();
    cluster.times.readyAt = now;
    event(
        cluster,
        Severity.INFO,
        SYSTEM,
        "Ready %.1f s after it was asked for."
            .formatted(
                java.time.Duration.between(cluster.times.queuedAt, now).toMillis() / 1000.0));
    announcer.ready(cluster);
  }

  private void steps(ClusterEntity cluster, ClusterStart start, List<StartStep> observed) {
    if (start.readyAt != null && cluster.state != ClusterState.READY) {
      return;
    }
    List<StartStep> steps = new ArrayList<>(StartSteps.before(cluster));
    steps.addAll(observed);
    start.steps = json.write(steps);
  }

  private Optional<ClusterStart> startOf(ClusterEntity cluster) {
    return starts.findByClusterIdAndStartNumber(cluster.id, cluster.startNumber);
  }

  private static Look look(ClusterEntity cluster, Optional<ClusterStart> start) {
    return new Look(cluster.summary(), start.map(one -> one.steps).orElse(""));
  }

  /**
   * Asks for the end of a cluster.
   *
   * @param still looks again under the lock: it may have been extended since it was read
   */
  @Transactional
  void endByRule(String id, Predicate<ClusterEntity> still, Why why) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    if (cluster.desired == Desired.STOPPED || !still.test(cluster)) {
      return;
    }
    cluster.wantStopped(why.text(), why.code());
    event(cluster, Severity.INFO, SYSTEM, why.text());
    news(cluster);
  }

  /** Notes since when no driver was active; empty while one is. The row read takes it along. */
  @Transactional
  void idle(ClusterEntity read, Optional<Instant> since) {
    ClusterEntity cluster = clusters.lock(read.id).orElseThrow();
    boolean asRead = cluster.rowVersion == read.rowVersion;
    cluster.times.idleSince = since.orElse(null);
    clusters.saveAndFlush(cluster);
    read.times.idleSince = cluster.times.idleSince;
    read.rowVersion = asRead ? cluster.rowVersion : read.rowVersion;
  }

  ClusterSpec spec(ClusterEntity cluster) {
    return json.spec(Objects.requireNonNull(cluster.spec));
  }

  /** Whether what happens to clusters from now on is the portal's own doing. */
  boolean portalEnded() {
    return portalEnded;
  }

  /**
   * The portal ends in order; clusters that then turn out to be gone ended with it.
   *
   * @param othersGoOn with the same clusters, which then do not end
   */
  @Transactional
  void portalEnds(boolean othersGoOn) {
    portalEnded = true;
    if (othersGoOn) {
      return;
    }
    clusters.markPortalEnded(
        List.of(ClusterState.STARTING, ClusterState.READY, ClusterState.UPDATING));
  }
}
