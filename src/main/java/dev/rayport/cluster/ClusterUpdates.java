package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.WorkerGroupSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Brings living clusters to their changed specs, and tells when they are there. */
@Component
class ClusterUpdates {

  /** A backend may have to be told again, as long as nobody else changes the cluster. */
  private static final Duration AGAIN = Duration.ofSeconds(15);

  private final ClusterBackend backend;
  private final ClusterStore store;
  private final OutsideStore outside;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private record Told(String spec, Instant at) {}

  ClusterUpdates(ClusterBackend backend, ClusterStore store, OutsideStore outside) {
    this.backend = backend;
    this.store = store;
    this.outside = outside;
  }

  /**
   * Tells the backend of the spec, but not at every look; whoever changes the cluster meanwhile is
   * not fought with, but shown.
   */
  void carryOut(ClusterEntity cluster) {
    String spec = Objects.requireNonNull(cluster.spec);
    Told last = told.get(cluster.id);
    Instant now = clock.instant();
    boolean other = last == null || !last.spec().equals(spec) || cluster.revertWanted;
    boolean late = !other && cluster.drift == null && last.at().plus(AGAIN).isBefore(now);
    if (other || late) {
      apply(cluster);
      told.put(cluster.id, new Told(spec, now));
    }
  }

  /** Makes it what its spec says; what others added goes if that was asked for. */
  void apply(ClusterEntity cluster) {
    if (cluster.revertWanted) {
      backend.revert(cluster.key(), store.spec(cluster));
      outside.reverted(cluster.id);
    } else {
      backend.apply(cluster.key(), store.spec(cluster));
    }
  }

  /** Whether the workers are those of the spec; where Ray changes their number, within bounds. */
  boolean done(ClusterEntity cluster, Optional<ClusterObservation> seen) {
    return seen.isPresent() && done(store.spec(cluster), seen.get(), backend.hasAutoscaler());
  }

  static boolean done(ClusterSpec spec, ClusterObservation seen, boolean autoscaler) {
    long workers = seen.nodes().stream().filter(node -> !node.group().equals("head")).count();
    long known = spec.workerGroups().stream().mapToLong(group -> count(group, seen)).sum();
    return workers == known
        && spec.workerGroups().stream()
            .allMatch(group -> right(group, count(group, seen), autoscaler));
  }

  private static long count(WorkerGroupSpec group, ClusterObservation seen) {
    return seen.nodes().stream().map(NodeObservation::group).filter(group.name()::equals).count();
  }

  private static boolean right(WorkerGroupSpec group, long count, boolean autoscaler) {
    if (group.suspended()) {
      return count == 0;
    }
    return autoscaler && group.autoscales()
        ? count >= group.min() && count <= group.max()
        : count == group.replicas();
  }

  void forget(ClusterEntity cluster) {
    told.remove(cluster.id);
  }
}
