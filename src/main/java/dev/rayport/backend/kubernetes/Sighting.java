package dev.rayport.backend.kubernetes;

import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.StartStep;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one cluster at one moment.
 *
 * @param cluster the {@code RayCluster}; empty when it is gone and pods are left
 * @param pods all that carry its name
 * @param events of the cluster and its pods, as far as they are still kept
 * @param before the steps as they were read the last time: pods that are replaced take their times
 *     with them
 */
record Sighting(
    Optional<Map<String, Object>> cluster,
    List<Pod> pods,
    List<SeenEvent> events,
    List<StartStep> before,
    Head head,
    Instant now) {

  Sighting {
    pods = List.copyOf(pods);
    events = List.copyOf(events);
    before = List.copyOf(before);
  }

  /**
   * What was heard of the head's HTTP API.
   *
   * @param silent whether it did not answer repeatedly
   * @param endpoint where it is, once it answered
   */
  record Head(boolean silent, Optional<RayEndpoint> endpoint) {}
}
