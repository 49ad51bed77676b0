package dev.rayport.admin;

import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterSummary;
import java.util.Optional;

/**
 * What became of an order for one cluster.
 *
 * @param cluster as it is now; empty: it could not be done
 * @param refusal why not
 */
public record FleetOutcome(String id, Optional<ClusterSummary> cluster, Optional<Refusal> refusal) {

  static FleetOutcome done(String id, ClusterSummary cluster) {
    return new FleetOutcome(id, Optional.of(cluster), Optional.empty());
  }

  static FleetOutcome refused(String id, Refusal refusal) {
    return new FleetOutcome(id, Optional.empty(), Optional.of(refusal));
  }
}
