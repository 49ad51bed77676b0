package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.Drift;
import dev.rayport.backend.NodeObservation;
import dev.rayport.cluster.ClusterEvent.Severity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what others do with clusters on their platform, one transaction each. */
@Component
class OutsideStore {

  private final ClusterRepository clusters;
  private final ClusterStartRepository starts;
  private final ClusterStore store;
  private final ClusterJson json;
  private final ClusterAnnouncer announcer;
  private final Clock clock = Clock.systemUTC();

  OutsideStore(
      ClusterRepository clusters,
      ClusterStartRepository starts,
      ClusterStore store,
      ClusterJson json,
      ClusterAnnouncer announcer) {
    this.clusters = clusters;
    this.starts = starts;
    this.store = store;
    this.json = json;
    this.announcer = announcer;
  }

  /**
   * Stores what others changed of it; who did a change that is known already, and when, stays.
   *
   * @return as it is stored
   */
  @Transactional
  List<Drift.Change> drift(String id, List<Drift.Change> found) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    List<Drift.Change> before = json.drift(cluster.drift);
    List<Drift.Change> now =
        found.stream()
            .map(change -> before.stream().filter(change::sameAs).findFirst().orElse(change))
            .toList();
    if (!now.equals(before)) {
      cluster.drift = now.isEmpty() ? null : json.write(now);
      now.stream()
          .filter(change -> !before.contains(change))
          .forEach(
              change -> store.event(cluster, Severity.WARNING, change.manager(), said(change)));
      if (now.isEmpty()) {
        store.event(cluster, Severity.INFO, ClusterStore.SYSTEM, "It is again as Rayport made it.");
      }
      store.news(cluster);
    }
    return now;
  }

  /** What others changed ends with the run that they changed. */
  @Transactional
  void forgetDrift(String id) {
    clusters.lock(id).orElseThrow().drift = null;
  }

  private static String said(Drift.Change change) {
    return "Changed outside of Rayport: %s: %s → %s."
        .formatted(
            change.field(),
            change.wanted().isEmpty() ? "none" : change.wanted(),
            change.found().isEmpty() ? "none" : change.found());
  }

  /** It runs, and its workers are on their way to what its spec says. */
  void updates(ClusterEntity cluster, String why, String code) {
    cluster.move(ClusterState.UPDATING, Optional.empty(), clock.instant());
    cluster.explain(why, code);
  }

  /** Others woke it, and so it shall be. */
  void wakes(ClusterEntity cluster) {
    Instant now = clock.instant();
    cluster.queue(now);
    cluster.move(ClusterState.STARTING, Optional.empty(), now);
    cluster.times.started(now);
    starts.save(new ClusterStart(cluster));
  }

  /** Others woke it, and it shall rest again. */
  void restsAgain(ClusterEntity cluster) {
    cluster.move(ClusterState.SUSPENDING, Optional.empty(), clock.instant());
  }

  /** What others changed was put back. */
  @Transactional
  void reverted(String id) {
    clusters.lock(id).orElseThrow().revertWanted = false;
  }

  /** Stores how a cluster is that others made and run. */
  @Transactional
  void saveShown(String id, ClusterObservation seen, boolean looksNew) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    if (cluster.state == ClusterState.STOPPED) {
      return;
    }
    ClusterSummary before = cluster.summary();
    ClusterState from = cluster.state;
    Optional<Condition> was = Optional.ofNullable(cluster.condition);
    List<NodeObservation> workers =
        seen.nodes().stream().filter(node -> !node.group().equals("head")).toList();
    cluster.failures = 0;
    cluster.times.asOf = null;
    cluster.workersDesired = workers.size();
    cluster.workersReady = ClusterStore.ready(seen);
    ShownState now = ShownState.of(seen.phase());
    cluster.move(now.state(), now.condition(), clock.instant());
    cluster.explain(seen.reason(), seen.reasonCode());
    if (from == cluster.state) {
      store.record(cluster, from, was, "");
    }
    if (looksNew || !cluster.summary().equals(before)) {
      store.news(cluster);
    }
  }

  /** Whoever made it has ended it. */
  @Transactional
  void vanished(String id) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    if (cluster.state != ClusterState.STOPPED) {
      cluster.wantStopped("It was deleted outside of Rayport.", "vanished");
      cluster.move(ClusterState.STOPPED, Optional.empty(), clock.instant());
      cluster.explain(cluster.stopReason, cluster.stopCode);
      store.event(cluster, Severity.WARNING, ClusterStore.SYSTEM, cluster.stopReason);
      announcer.stopped(cluster);
      store.news(cluster);
    }
  }

  /** Stores how a registered cluster is; the problem is empty when it answers. */
  @Transactional
  void registered(String id, Optional<String> problem) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    if (cluster.state == ClusterState.STOPPED) {
      return;
    }
    ClusterSummary before = cluster.summary();
    Optional<Condition> was = Optional.ofNullable(cluster.condition);
    boolean first = cluster.times.readyAt == null;
    cluster.move(ClusterState.READY, problem.map(text -> Condition.UNREACHABLE), clock.instant());
    cluster.explain(problem.orElse(""), problem.isPresent() ? "unreachable" : "");
    if (first && problem.isEmpty()) {
      cluster.times.readyAt = clock.instant();
      announcer.ready(cluster);
    }
    store.record(cluster, ClusterState.READY, was, "");
    if (!cluster.summary().equals(before)) {
      store.news(cluster);
    }
  }
}
