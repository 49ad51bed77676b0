package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Replica;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Finds what nudges missed: clusters nobody looks at, and processes nobody knows of. */
@Component
class ClusterSweep {

  private static final Logger log = LoggerFactory.getLogger(ClusterSweep.class);

  private static final Set<ClusterState> RESTING =
      EnumSet.of(ClusterState.STOPPED, ClusterState.FAILED);

  private final ClusterRepository clusters;
  private final ClusterBackend backend;
  private final ClusterNudger nudger;
  private final ClusterStore store;
  private final Replica replica;
  private Subscription watch = () -> {};

  ClusterSweep(
      ClusterRepository clusters,
      ClusterBackend backend,
      ClusterNudger nudger,
      ClusterStore store,
      Replica replica) {
    this.clusters = clusters;
    this.backend = backend;
    this.nudger = nudger;
    this.store = store;
    this.replica = replica;
  }

  /** After a start of the portal every living cluster is looked at, and adopted or finished. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    // Other portals watch for themselves.
    watch = backend.watch(key -> nudger.scheduleHere(key.id()));
    living().forEach(nudger::nudge);
    stopOrphans();
  }

  /** Before the backend ends: what stops with the portal must not look like a failure. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    watch.close();
    store.portalEnds(replica.living().size() > 1);
  }

  void run() {
    living().forEach(nudger::ensure);
    stopOrphans();
  }

  private List<String> living() {
    return clusters.idsBesides(RESTING);
  }

  private void stopOrphans() {
    try {
      backend.list().forEach(this::stopIfOrphan);
    } catch (BackendException e) {
      log.warn("The backend does not list its clusters: {}", e.getMessage());
    }
  }

  /** Others are not to wait for one that cannot be stopped now; the next sweep tries again. */
  private void stop(ClusterKey key) {
    try {
      backend.stop(key);
    } catch (BackendException e) {
      log.warn("Cluster {} ({}) is not stopped: {}", key.name(), key.id(), e.getMessage());
    }
  }

  /** The row comes before the processes: without one, nobody is about to want them. */
  private void stopIfOrphan(ClusterKey key) {
    Optional<ClusterEntity> cluster = clusters.findById(key.id());
    if (cluster.isEmpty()) {
      log.warn("Stopping cluster {} ({}), which nobody asked for", key.name(), key.id());
      stop(key);
    } else if (RESTING.contains(cluster.get().state)) {
      nudger.nudge(key.id());
    }
  }
}
