package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Demand;

/** What a cluster takes of its tenant's quotas. */
public final class ClusterDemand {

  private ClusterDemand() {}

  /** Of one that would be made from this spec. */
  public static Demand of(Stage stage, ClusterSpec spec) {
    return new Demand(stage.name(), ClusterQuota.amounts(spec));
  }
}
