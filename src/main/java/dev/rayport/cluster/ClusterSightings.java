package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What was last observed of each cluster, so that pages and lists never ask the backend. */
@Component
class ClusterSightings {

  private final Map<String, ClusterObservation> last = new ConcurrentHashMap<>();

  Optional<ClusterObservation> of(String id) {
    return Optional.ofNullable(last.get(id));
  }

  /** Whether it looks different now. */
  boolean put(String id, Optional<ClusterObservation> seen) {
    Optional<ClusterObservation> before =
        Optional.ofNullable(seen.isPresent() ? last.put(id, seen.get()) : last.remove(id));
    return !before.equals(seen);
  }
}
