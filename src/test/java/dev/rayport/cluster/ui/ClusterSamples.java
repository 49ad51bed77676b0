package dev.rayport.cluster.ui;

import dev.rayport.base.Quantity;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.cluster.Condition;
import dev.rayport.template.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Clusters as lists show them. */
final class ClusterSamples {

  private ClusterSamples() {}

  static ClusterSummary in(ClusterState state) {
    return in(state, Optional.empty());
  }

  static ClusterSummary in(ClusterState state, Optional<Condition> condition) {
    Desired desired =
        state == ClusterState.STOPPED || state == ClusterState.STOPPING
            ? Desired.STOPPED
            : Desired.RUNNING;
    return summary(state, condition, desired, false);
  }

  static ClusterSummary registered() {
    return summary(ClusterState.READY, Optional.empty(), Desired.RUNNING, true);
  }

  private static ClusterSummary summary(
      ClusterState state, Optional<Condition> condition, Desired desired, boolean registered) {
    return new ClusterSummary(
        new ClusterId("cl_1"),
        "train-1",
        "lab",
        "ac_ada",
        "ada",
        Stage.TRAINING,
        "train-cpu@1",
        desired,
        state,
        condition,
        "",
        "",
        1,
        1,
        2,
        0,
        Quantity.parse("4Gi"),
        registered,
        false,
        false,
        Instant.now(),
        Instant.now(),
        Optional.empty(),
        Optional.of(Instant.now().plus(Duration.ofHours(2))));
  }
}
