package dev.rayport.backend.local;

import dev.rayport.backend.ClusterSpec;
import java.time.Instant;
import java.util.Optional;

/** What was asked of one cluster and is not all done yet. */
final class Wishes {

  private volatile boolean stop;
  private volatile boolean suspend;
  private volatile Optional<ClusterSpec> spec = Optional.empty();

  synchronized void become(ClusterSpec wanted) {
    suspend = false;
    spec = Optional.of(wanted);
  }

  synchronized void suspend() {
    suspend = true;
    spec = Optional.empty();
  }

  /** For good: nothing that is asked later counts. */
  void stop() {
    stop = true;
  }

  boolean isStop() {
    return stop;
  }

  /** As it is to run from now on, unless it runs so already. */
  Optional<ClusterSpec> spec() {
    return spec;
  }

  /** It runs so; what was asked in the meantime still counts. */
  synchronized void fulfilled(ClusterSpec done) {
    spec = spec.filter(newer -> !newer.equals(done));
  }

  /** The cluster as if all were done. */
  SavedCluster granted(SavedCluster cluster) {
    if (stop) {
      return cluster.stopping();
    }
    if (suspend) {
      return cluster.suspending(Instant.now());
    }
    return spec.map(cluster::toBecome).orElse(cluster);
  }
}
