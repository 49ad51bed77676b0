package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation.Phase;
import java.util.Optional;

/** What a cluster that others run is called here. */
record ShownState(ClusterState state, Optional<Condition> condition) {

  static ShownState of(Phase phase) {
    return switch (phase) {
      case STARTING -> plain(ClusterState.STARTING);
      case READY -> plain(ClusterState.READY);
      case DEGRADED -> new ShownState(ClusterState.READY, Optional.of(Condition.DEGRADED));
      case UNREACHABLE, FAILED ->
          new ShownState(ClusterState.READY, Optional.of(Condition.UNREACHABLE));
      case SUSPENDING -> plain(ClusterState.SUSPENDING);
      case SUSPENDED -> plain(ClusterState.SUSPENDED);
      case STOPPING -> plain(ClusterState.STOPPING);
    };
  }

  private static ShownState plain(ClusterState state) {
    return new ShownState(state, Optional.empty());
  }
}
