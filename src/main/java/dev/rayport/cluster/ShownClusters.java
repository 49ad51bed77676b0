package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterObservation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Clusters that others made on the platform: looked at, never written to. */
@Component
class ShownClusters {

  private final ClusterBackend backend;
  private final ClusterTroubles troubles;
  private final OutsideStore outside;
  private final ClusterSightings sightings;

  ShownClusters(
      ClusterBackend backend,
      ClusterTroubles troubles,
      OutsideStore outside,
      ClusterSightings sightings) {
    this.backend = backend;
    this.troubles = troubles;
    this.outside = outside;
    this.sightings = sightings;
  }

  /**
   * Looks how it is and stores it.
   *
   * @return empty when it is gone
   */
  Optional<ClusterEntity> look(ClusterEntity cluster) {
    Optional<ClusterObservation> seen;
    try {
      seen = backend.observe(cluster.key());
    } catch (BackendException e) {
      troubles.trouble(cluster.id, e);
      return Optional.of(cluster);
    }
    boolean looksNew = sightings.put(cluster.id, seen);
    if (seen.isEmpty()) {
      outside.vanished(cluster.id);
      return Optional.empty();
    }
    outside.saveShown(cluster.id, seen.get(), looksNew);
    return Optional.of(cluster);
  }
}
