package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks everyone who must save something before a cluster's processes end, with a deadline. */
@Component
class StopGuard {

  private static final Logger log = LoggerFactory.getLogger(StopGuard.class);

  private final ObjectProvider<BeforeStop> guards;
  private final ClusterProperties properties;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Guards of later rooms may themselves need this room: hence asked for when it is time. */
  StopGuard(ObjectProvider<BeforeStop> guards, ClusterProperties properties) {
    this.guards = guards;
    this.properties = properties;
  }

  /** Once per start of a cluster; does nothing for one that does not answer anyway. */
  void ask(ClusterEntity cluster, Optional<ClusterObservation> seen) {
    Optional<RayEndpoint> endpoint = seen.flatMap(ClusterObservation::endpoint);
    if (endpoint.isEmpty() || !asked.add(cluster.id + "/" + cluster.startNumber)) {
      return;
    }
    List<CompletableFuture<Void>> answers =
        guards.orderedStream().map(guard -> start(guard, cluster, endpoint.get())).toList();
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .get(properties.beforeStop().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("Cluster {} stops although not all was saved in time", cluster.id);
    } catch (ExecutionException e) {
      log.warn("Cluster {} stops although not all was saved", cluster.id, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets a cluster that is gone. */
  void forget(ClusterEntity cluster) {
    asked.remove(cluster.id + "/" + cluster.startNumber);
  }

  private static CompletableFuture<Void> start(
      BeforeStop guard, ClusterEntity cluster, RayEndpoint endpoint) {
    return CompletableFuture.runAsync(
        () -> guard.beforeStop(cluster.clusterId(), endpoint),
        task -> Thread.ofVirtual().name("before-stop-" + cluster.name).start(task));
  }
}
