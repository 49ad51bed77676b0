package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes again and again what stands around clusters: somebody may have taken or changed it, and
 * the portal may not read all of it. What is as it should be stays untouched by that.
 */
final class Upkeep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Namespaces namespaces;
  private final HeardClusters heard;
  private final ClusterWriter writer;
  private final Set<ObjectNames> ended;
  private final ScheduledExecutorService working =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-upkeep").factory());

  /**
   * @param ended clusters whose end was asked for
   */
  Upkeep(Namespaces namespaces, HeardClusters heard, ClusterWriter writer, Set<ObjectNames> ended) {
    this.namespaces = namespaces;
    this.heard = heard;
    this.writer = writer;
    this.ended = ended;
    long every = EVERY.toMillis();
    working.scheduleWithFixedDelay(this::walls, 0, every, TimeUnit.MILLISECONDS);
    // Not at the start: a portal that comes back to a thousand clusters has more urgent work.
    working.scheduleWithFixedDelay(this::companions, every, every, TimeUnit.MILLISECONDS);
  }

  /** Once, for all that is heard of. */
  void run() {
    walls();
    companions();
  }

  private void walls() {
    try {
      List<String> differed = namespaces.renew();
      if (!differed.isEmpty()) {
        log.warn(
            "Somebody had changed or taken walls of tenants' namespaces; they stand again: {}",
            String.join(", ", differed));
      }
    } catch (RuntimeException e) {
      log.warn("Not all walls could be renewed", e);
    }
  }

  private void companions() {
    try {
      heard.soFar().forEach(this::renew);
    } catch (RuntimeException e) {
      log.warn("Not everything around clusters could be renewed", e);
    }
  }

  private void renew(ClusterKey key) {
    ObjectNames names = writer.names(key);
    Optional<GenericKubernetesResource> living =
        heard
            .cluster(names)
            .filter(cluster -> cluster.getMetadata().getDeletionTimestamp() == null)
            .filter(cluster -> !ended.contains(names));
    try {
      if (living.isPresent()) {
        writer.renew(key, living.get());
      }
      if (living.isPresent() && ended.contains(names)) {
        writer.accounts().endOfLastRun(key);
      }
    } catch (BackendException e) {
      log.warn("What stands around {} is not renewed: {}", names.cluster(), e.getMessage());
    } catch (RuntimeException bug) {
      log.warn("What stands around {} is not renewed", names.cluster(), bug);
    }
  }

  @Override
  public void close() {
    working.shutdownNow();
  }
}
