package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.Drift;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Notes what others changed of clusters on their platform; puts nothing back by itself. */
@Component
class DriftWatch {

  private static final Set<ClusterState> COMPARED =
      EnumSet.of(
          ClusterState.STARTING, ClusterState.READY, ClusterState.UPDATING, ClusterState.SUSPENDED);

  private final ClusterBackend backend;
  private final ClusterStore store;
  private final OutsideStore outside;
  private final ClusterJson json;

  DriftWatch(ClusterBackend backend, ClusterStore store, OutsideStore outside, ClusterJson json) {
    this.backend = backend;
    this.store = store;
    this.outside = outside;
    this.json = json;
  }

  /** What is changed as far as is known; asks the backend. */
  List<Drift.Change> look(ClusterEntity cluster) {
    List<Drift.Change> known = json.drift(cluster.drift);
    if (!COMPARED.contains(cluster.state)
        || cluster.desired == Desired.STOPPED
        || cluster.revertWanted) {
      if (!known.isEmpty()) {
        outside.forgetDrift(cluster.id);
      }
      return List.of();
    }
    boolean rests = cluster.desired == Desired.SUSPENDED;
    Optional<List<Drift.Change>> found =
        backend.drift(cluster.key(), store.spec(cluster), rests).map(Drift::changes);
    return found
        .filter(now -> !now.equals(known))
        .map(now -> outside.drift(cluster.id, now))
        .orElse(known);
  }

  /** What a change by Rayport would quietly write over, in one sentence; empty: nothing. */
  String atStake(ClusterEntity cluster) {
    String fields =
        json.drift(cluster.drift).stream()
            .filter(Drift.Change::adoptable)
            .map(Drift.Change::field)
            .filter(field -> !field.equals(Drift.SUSPENDED))
            .collect(Collectors.joining(", "));
    return fields.isEmpty()
        ? ""
        : "%s of “%s” changed outside of Rayport; adopt that or put it back first."
            .formatted(fields, cluster.name);
  }

  /** Who else lets the cluster rest, or woke it. */
  static Optional<String> holder(List<Drift.Change> drift) {
    return drift.stream()
        .filter(change -> change.field().equals(Drift.SUSPENDED))
        .map(Drift.Change::manager)
        .findFirst();
  }
}
