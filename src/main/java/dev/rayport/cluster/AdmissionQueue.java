package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.cluster.ClusterLifecycle.Admission;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Clusters that wait to be started, one behind another where the backend wants that. */
@Component
class AdmissionQueue {

  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterBackend backend;
  private final ClusterNudger nudger;

  /** Two starts must not both be promised what only one machine has, which serves one portal. */
  private final ReentrantLock one = new ReentrantLock();

  AdmissionQueue(
      ClusterRepository clusters,
      ClusterStore store,
      ClusterBackend backend,
      ClusterNudger nudger) {
    this.clusters = clusters;
    this.store = store;
    this.backend = backend;
    this.nudger = nudger;
  }

  /** Takes a step with a cluster; those that wait take theirs one after another. */
  <T> T inTurn(ClusterEntity cluster, Supplier<T> step) {
    if (cluster.state != ClusterState.REQUESTED || !backend.hasQueue()) {
      return step.get();
    }
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
    long before =
        backend.hasQueue()
            ? clusters.waitingBefore(cluster.tenantId, cluster.times.queuedAt, cluster.id)
            : 0;
    return Optional.of(new Admission(before + 1, backend.fit(store.spec(cluster))));
  }

  /** Something was freed or the queue moved: has the others that wait looked at. */
  void nudgeOthers(String besides) {
    if (!backend.hasQueue()) {
      return;
    }
    clusters.idsWaiting(ClusterState.REQUESTED).stream()
        .filter(id -> !id.equals(besides))
        .forEach(nudger::nudge);
  }
}
