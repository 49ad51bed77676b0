package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.Fit;
import dev.rayport.cluster.ClusterLifecycle.Admission;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Clusters that wait to be started, one behind another where the backend wants that. */
@Component
class AdmissionQueue {

  /** So many of each tenant that wait are looked at when there may be room; the rest later. */
  private static final int NEXT = 3;

  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterBackend backend;
  private final ClusterNudger nudger;
  private final ClusterQuota quota;

  /** Two starts must not both be promised what only one machine has, which serves one portal. */
  private final ReentrantLock one = new ReentrantLock(true);

  private final Map<String, ReentrantLock> ofTenants = new ConcurrentHashMap<>();

  AdmissionQueue(
      ClusterRepository clusters,
      ClusterStore store,
      ClusterBackend backend,
      ClusterNudger nudger,
      ClusterQuota quota) {
    this.clusters = clusters;
    this.store = store;
    this.backend = backend;
    this.nudger = nudger;
    this.quota = quota;
  }

  /**
   * Takes a step with a cluster; those that wait take theirs one after another, and each tenant
   * comes with one at a time, so that many of one do not stand before another's.
   */
  <T> T inTurn(ClusterEntity cluster, Supplier<T> step) {
    if (cluster.state != ClusterState.REQUESTED || !backend.hasQueue()) {
      return step.get();
    }
    ReentrantLock own =
        ofTenants.computeIfAbsent(cluster.tenantId, name -> new ReentrantLock(true));
    own.lock();
    try {
      return alone(step);
    } finally {
      own.unlock();
    }
  }

  private <T> T alone(Supplier<T> step) {
    one.lock();
    try {
      return step.get();
    } finally {
      one.unlock();
    }
  }

  /**
   * @return its place and whether it fits; empty when it does not wait for a start
   */
  Optional<Admission> admission(ClusterEntity cluster) {
    if (cluster.state != ClusterState.REQUESTED || cluster.desired != Desired.RUNNING) {
      return Optional.empty();
    }
    ClusterQuota.Turn turn = quota.turn(cluster, backend.hasQueue());
    Fit fit = backend.fit(store.spec(cluster));
    return Optional.of(new Admission(turn.place(), fit, turn.fit()));
  }

  /** Something was freed or the queue moved: has the others that wait looked at. */
  void nudgeOthers(String besides) {
    if (!backend.hasQueue()) {
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    clusters.allWaiting().stream()
        .filter(waiting -> seen.merge(waiting.tenantId(), 1, Integer::sum) <= NEXT)
        .map(ClusterRepository.Waiting::id)
        .filter(id -> !id.equals(besides))
        .forEach(nudger::nudge);
  }

  /** What it took of its quota, or gave back, is news to those of its tenant that wait. */
  void moved(ClusterEntity cluster, ClusterState to) {
    boolean held = ClusterMeter.HOLDING.contains(cluster.state);
    if (held != ClusterMeter.HOLDING.contains(to)) {
      quota.nudgeNext(cluster.tenantId);
    }
  }
}
