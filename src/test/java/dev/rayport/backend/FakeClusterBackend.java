package dev.rayport.backend;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Clusters in memory for the tests of other rooms; a bean with {@code rayport.backend=fake}. By
 * default a cluster is READY as soon as it is applied and gone as soon as it is stopped; switches
 * make it slow, failing or full. Held to {@link ClusterBackendContract} so that it cannot lie.
 */
@Component
@ConditionalOnProperty(name = "rayport.backend", havingValue = "fake")
public class FakeClusterBackend extends FakePlatform implements AutoCloseable {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private final Map<String, FakeCluster> clusters = new LinkedHashMap<>();
  private final List<Consumer<ClusterKey>> listeners = new CopyOnWriteArrayList<>();
  private Fit fit = Fit.now();
  private volatile boolean queue = true;
  private volatile Consumer<ClusterKey> beforeApply = key -> {};
  private boolean slow;
  private List<String> notices = List.of();
  private Optional<Instant> downSince = Optional.empty();
  private Optional<String> refusal = Optional.empty();
  private boolean documents;
  private int applied;
  private int stopped;

  private static final class FakeCluster {
    final ClusterKey key;
    ClusterSpec spec;
    final FakeRay ray;
    Phase phase = Phase.STARTING;
    String reason = "Ray is starting.";
    String reasonCode = "starting";
    int deadWorkers;
    List<Drift.Change> drift = List.of();
    UnaryOperator<ClusterSpec> adopting = spec -> spec;

    FakeCluster(ClusterKey key, ClusterSpec spec) {
      this.key = key;
      this.spec = spec;
      this.ray = new FakeRay("token-of-" + key.id());
    }

    void move(Phase to, String why, String code) {
      phase = to;
      reason = why;
      reasonCode = code;
    }
  }

  /** From now on clusters do not wait here for each other. */
  public void withoutQueue() {
    queue = false;
  }

  /** Whoever applies a cluster does this first, as a platform that is slow to answer. */
  public void beforeApply(Consumer<ClusterKey> action) {
    beforeApply = action;
  }

  @Override
  public boolean hasQueue() {
    return queue;
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
            rest(cluster);
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

  /** What {@link #fit} answers from now on. */
  public synchronized void answerFit(Fit answer) {
    fit = answer;
  }

  /** From now on every call throws {@link BackendSilent}. */
  public synchronized void down(boolean on) {
    downSince = on ? Optional.of(Instant.now()) : Optional.empty();
  }

  @Override
  public synchronized Optional<Silence> silence() {
    return downSince.map(since -> new Silence("The backend does not answer", since));
  }

  /** From now on every new or changed cluster is refused for good. */
  public synchronized void refuse(String reason) {
    refusal = Optional.of(reason);
  }

  /** From now on every cluster is taken again. */
  public synchronized void refuseNothing() {
    refusal = Optional.empty();
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

  /** How often {@link #stop} was called. */
  public synchronized int stopped() {
    return stopped;
  }

  /** Ray of a cluster that is there. */
  public synchronized FakeRay ray(ClusterKey key) {
    return known(key).ray;
  }

  /** Back to an empty backend that starts at once. */
  public synchronized void reset() {
    clusters.values().forEach(cluster -> cluster.ray.close());
    clusters.clear();
    fit = Fit.now();
    slow = false;
    downSince = Optional.empty();
    queue = true;
    beforeApply = key -> {};
    refusal = Optional.empty();
    documents = false;
    applied = 0;
    stopped = 0;
    notices = List.of();
    forgetOthers();
  }

  public synchronized void notices(List<String> sentences) {
    notices = sentences;
  }

  @Override
  public synchronized List<String> notices() {
    return notices;
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
  public synchronized Fit fit(ClusterSpec spec) {
    checkUp();
    return fit;
  }

  @Override
  public void apply(ClusterKey key, ClusterSpec spec) {
    beforeApply.accept(key);
    synchronized (this) {
      checkUp();
      applied++;
      refuse();
      FakeCluster there = clusters.get(key.id());
      if (there != null && there.phase != Phase.SUSPENDED) {
        change(there, spec);
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

  private void change(FakeCluster cluster, ClusterSpec spec) {
    boolean same = spec.equals(cluster.spec);
    cluster.drift = List.of();
    cluster.spec = spec;
    if (!same && slow && cluster.phase == Phase.READY) {
      cluster.deadWorkers = 1;
      cluster.move(Phase.DEGRADED, "Its workers are being changed.", "workers-starting");
    }
  }

  private void refuse() {
    refusal.ifPresent(reason -> {
      throw new ClusterRefused("admission-denied", reason, new IllegalStateException(reason));
    });
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
        rest(cluster);
      }
    }
    tell(key);
  }

  private void rest(FakeCluster cluster) {
    cluster.ray.close();
    cluster.move(Phase.SUSPENDED, "It is suspended.", "suspended");
  }

  @Override
  public synchronized Optional<ClusterObservation> observe(ClusterKey key) {
    checkUp();
    return Optional.ofNullable(clusters.get(key.id()))
        .map(FakeClusterBackend::observation)
        .or(() -> ofOthers(key));
  }

  @Override
  public void stop(ClusterKey key) {
    synchronized (this) {
      checkUp();
      stopped++;
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

  private static ClusterObservation observation(FakeCluster cluster) {
    boolean up = cluster.phase == Phase.READY || cluster.phase == Phase.DEGRADED;
    boolean once = up || cluster.phase == Phase.UNREACHABLE;
    StartStep step =
        new StartStep(
            "Head ready",
            once ? StartStep.State.DONE : StartStep.State.RUNNING,
            "in memory",
            Optional.of(T0),
            once ? Optional.of(T0.plusSeconds(5)) : Optional.empty());
    return new ClusterObservation(
        cluster.phase,
        cluster.reason,
        cluster.reasonCode,
        List.of(step),
        cluster.phase == Phase.SUSPENDED ? List.of() : nodes(cluster, once),
        once ? Optional.of(cluster.ray.endpoint()) : Optional.empty());
  }

  private static List<NodeObservation> nodes(FakeCluster cluster, boolean up) {
    List<NodeObservation> nodes = new ArrayList<>();
    nodes.add(node("head", "head", cluster.spec.head(), up));
    for (WorkerGroupSpec group : cluster.spec.workerGroups()) {
      for (int i = 0; i < group.running(); i++) {
        boolean dead = nodes.size() <= cluster.deadWorkers;
        nodes.add(node(group.name() + "-" + i, group.name(), group.node(), up && !dead));
      }
    }
    return nodes;
  }

  private static NodeObservation node(String name, String group, NodeSpec spec, boolean up) {
    return new NodeObservation(
        name,
        group,
        up ? NodeObservation.State.READY : NodeObservation.State.STARTING,
        up ? "" : "It is starting.",
        "127.0.0.1",
        spec.cpus(),
        Quantity.ofBytes(spec.memory().bytes()),
        spec.gpus(),
        Optional.empty(),
        Optional.of(T0),
        List.of());
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

  private void checkUp() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a call of the backend inside a transaction");
    }
    if (downSince.isPresent()) {
      throw new BackendSilent("The backend does not answer.", downSince);
    }
  }

  private void tell(ClusterKey key) {
    listeners.forEach(listener -> listener.accept(key));
  }
}
