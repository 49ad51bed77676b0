package dev.rayport.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster as administrators see those of all tenants.
 *
 * @param holds what is allocated to it now; nothing while it waits, rests or is over
 * @param holdsSince since when this start holds anything; empty while it holds nothing
 * @param idleSince since when no driver was active on it; empty while it is not called IDLE
 */
public record OverseenCluster(
    ClusterSummary summary,
    Holding holds,
    Optional<Instant> holdsSince,
    Optional<Instant> idleSince) {

  public ClusterId id() {
    return summary.id();
  }
}
