package dev.rayport.backend;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.ChangeFeed.Subscription;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Clusters in memory for the tests of other rooms; a bean with {@code rayport.backend=fake}. By
 * default a cluster is READY as soon as it is applied and gone as soon as it is stopped; switches
 * make it slow, failing or full. Held to {@link ClusterBackendContract} so that it cannot lie.
 */
@Component
@ConditionalOnProperty(name = "rayport.backend", havingValue = "fake")
public class FakeClusterBackend extends FakePlatform implements AutoCloseable {

  private final Map<String, FakeCluster> clusters = new LinkedHashMap<>();
  private final List<Consumer<ClusterKey>> listeners = new CopyOnWriteArrayList<>();
  private volatile Consumer<ClusterKey> beforeApply = key -> {};
  private volatile Consumer<ClusterKey> beforeStop = key -> {};
  private boolean slow;
  private boolean documents;
  private int applied;
  private final Map<String, Integer> stops = new HashMap<>();

  /** Whoever applies a cluster does this first, as a platform that is slow to answer. */
  public void beforeApply(Consumer<ClusterKey> action) {
    beforeApply = action;
  }

  /** As {@link #beforeApply} of whoever stops one. */
  public void beforeStop(Consumer<ClusterKey> action) {
    beforeStop = action;
  }

  /** From now on clusters stay STARTING and STOPPING until {@link #proceed}. */
  public synchronized void slow(boolean on) {
    slow = on;
  }

  /** Ends the wait of a slow start or stop. */
  public void proceed(ClusterKey key) {
    change(
        key,
        cluster -> {
          if (cluster.phase == Phase.STOPPING) {
            remove(cluster);
          } else if (cluster.phase == Phase.SUSPENDING) {
            cluster.rest();
          } else {
            cluster.move(Phase.READY, "", "");
          }
        });
  }

  public void fail(ClusterKey key, String reason, String reasonCode) {
    change(key, cluster -> cluster.move(Phase.FAILED, reason, reasonCode));
  }

  /**
   * Somebody else changed it.
   *
   * @param adopting what the spec becomes when that is right
   */
  public void drift(
      ClusterKey key, List<Drift.Change> changes, UnaryOperator<ClusterSpec> adopting) {
    synchronized (this) {
      known(key).drift = changes;
      known(key).adopting = adopting;
    }
    tell(key);
  }

  /** One worker is gone; {@link #proceed} brings it back. */
  public void loseWorker(ClusterKey key) {
    change(
        key,
        cluster -> {
          cluster.deadWorkers = 1;
          cluster.move(Phase.DEGRADED, "worker-0 ended.", "worker-lost");
        });
  }

  public void silence(ClusterKey key) {
    change(
        key,
        cluster -> {
          cluster.ray.fallSilent(true);
          cluster.move(Phase.UNREACHABLE, "The Ray HTTP API does not answer.", "unreachable");
        });
  }

  /** The cluster vanishes with everything on it, as by a power cut. */
  public void lose(ClusterKey key) {
    change(key, this::remove);
  }

  /** From now on there are documents of clusters, as on a platform that has such. */
  public synchronized void documents(boolean on) {
    documents = on;
  }

  @Override
  public synchronized Optional<String> manifest(ClusterKey key, ClusterSpec spec) {
    return documents ? Optional.of(document("wanted", key)) : Optional.empty();
  }

  @Override
  public synchronized Optional<String> export(ClusterKey key) {
    checkUp();
    return documents && clusters.containsKey(key.id())
        ? Optional.of(document("live", key))
        : Optional.empty();
  }

  private static String document(String kind, ClusterKey key) {
    return "kind: %s\nid: %s\nin: %s-%s\nname: %s\n"
        .formatted(kind, key.id(), key.tenant(), key.stage(), key.name());
  }

  /** How often {@link #apply} was called. */
  public synchronized int applied() {
    return applied;
  }

  /** How often {@link #stop} was called for a cluster. */
  public synchronized int stopped(ClusterKey key) {
    return stops.getOrDefault(key.id(), 0);
  }

  /** Ray of a cluster that is there. */
  public synchronized FakeRay ray(ClusterKey key) {
    return known(key).ray;
  }

  /** Back to an empty backend that starts at once. */
  public synchronized void reset() {
    clusters.values().forEach(cluster -> cluster.ray.close());
    clusters.clear();
    slow = false;
    beforeApply = key -> {};
    beforeStop = key -> {};
    documents = false;
    applied = 0;
    stops.clear();
    resetPlatform();
  }

  @Override
  public String description() {
    return "in memory";
  }

  @Override
  public boolean hasAutoscaler() {
    return false;
  }

  @Override
  public void apply(ClusterKey key, ClusterSpec spec) {
    beforeApply.accept(key);
    synchronized (this) {
      checkUp();
      applied++;
      checkAllowed();
      FakeCluster there = clusters.get(key.id());
      if (there != null && there.phase != Phase.SUSPENDED) {
        there.become(spec, slow);
        tell(key);
        return;
      }
      FakeCluster cluster = new FakeCluster(key, spec);
      clusters.put(key.id(), cluster);
      if (!slow) {
        cluster.move(Phase.READY, "", "");
      }
    }
    tell(key);
  }

  @Override
  public synchronized Optional<Drift> drift(ClusterKey key, ClusterSpec spec, boolean suspended) {
    checkUp();
    return Optional.ofNullable(clusters.get(key.id()))
        .map(cluster -> new Drift(cluster.drift, cluster.adopting.apply(spec)));
  }

  @Override
  public void suspend(ClusterKey key) {
    synchronized (this) {
      checkUp();
      FakeCluster cluster = clusters.get(key.id());
      if (cluster == null || cluster.phase == Phase.SUSPENDED) {
        return;
      }
      if (slow) {
        cluster.move(Phase.SUSPENDING, "Its processes are ending.", "suspending");
      } else {
        cluster.rest();
      }
    }
    tell(key);
  }

  @Override
  public synchronized Optional<ClusterObservation> observe(ClusterKey key) {
    checkUp();
    return Optional.ofNullable(clusters.get(key.id()))
        .map(FakeCluster::observation)
        .or(() -> ofOthers(key));
  }

  @Override
  public void stop(ClusterKey key) {
    beforeStop.accept(key);
    synchronized (this) {
      checkUp();
      stops.merge(key.id(), 1, Integer::sum);
      FakeCluster cluster = clusters.get(key.id());
      if (cluster == null) {
        return;
      }
      if (slow) {
        cluster.move(Phase.STOPPING, "Its processes are ending.", "stopping");
      } else {
        remove(cluster);
      }
    }
    tell(key);
  }

  @Override
  public synchronized List<ClusterKey> list() {
    checkUp();
    return clusters.values().stream().map(cluster -> cluster.key).toList();
  }

  @Override
  public Subscription watch(Consumer<ClusterKey> onChange) {
    listeners.add(onChange);
    return () -> listeners.remove(onChange);
  }

  @Override
  public void close() {
    reset();
  }

  private void change(ClusterKey key, Consumer<FakeCluster> change) {
    synchronized (this) {
      FakeCluster cluster = known(key);
      cluster.deadWorkers = 0;
      cluster.ray.fallSilent(false);
      change.accept(cluster);
    }
    tell(key);
  }

  private FakeCluster known(ClusterKey key) {
    FakeCluster cluster = clusters.get(key.id());
    if (cluster == null) {
      throw new IllegalArgumentException("no such cluster: " + key);
    }
    return cluster;
  }

  private void remove(FakeCluster cluster) {
    cluster.ray.close();
    clusters.remove(cluster.key.id());
  }

  private void tell(ClusterKey key) {
    listeners.forEach(listener -> listener.accept(key));
  }
}
