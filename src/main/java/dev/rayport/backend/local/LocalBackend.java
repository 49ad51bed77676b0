package dev.rayport.backend.local;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.backend.local.SavedCluster.Progress;
import dev.rayport.base.ChangeFeed.Subscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clusters as process trees of this machine. What it knows of them lies in files, so a portal that
 * starts anew goes on where the old one was torn away.
 */
final class LocalBackend implements ClusterBackend, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalBackend.class);
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(20);
  private static final int TOKEN_BYTES = 32;

  private final LocalMachine machine;
  private final Surroundings around;
  private final boolean keepClusters;
  private final Map<String, ClusterSupervisor> supervisors = new ConcurrentHashMap<>();
  private final List<Consumer<ClusterKey>> listeners = new CopyOnWriteArrayList<>();
  private final SecureRandom random = new SecureRandom();

  LocalBackend(LocalMachine machine, LocalProperties properties) {
    this.machine = machine;
    this.keepClusters = properties.keepClusters();
    this.around =
        new Surroundings(
            machine.home(),
            new ClusterFiles(machine.home()),
            machine.processes(),
            machine.launcher(),
            () -> machine.ports().next(takenPorts()),
            this::tell,
            properties.startTimeout());
    adopt();
    machine.account().notice().ifPresent(log::warn);
  }

  private void adopt() {
    for (SavedCluster cluster : machine.sweep()) {
      log.info("Found cluster {} of tenant {} again", cluster.key().name(), cluster.key().tenant());
      supervisors.put(cluster.key().id(), new ClusterSupervisor(cluster, around));
    }
    // Each asks its head, and one that hangs must not make the others wait.
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      supervisors.values().forEach(supervisor -> all.execute(supervisor::resume));
    }
  }

  @Override
  public String description() {
    return machine.description();
  }

  @Override
  public List<String> notices() {
    return machine.notices();
  }

  @Override
  public OptionalDouble totalCores() {
    return OptionalDouble.of(machine.cores());
  }

  @Override
  public boolean sharesMachine() {
    return true;
  }

  @Override
  public boolean hasAutoscaler() {
    return false;
  }

  @Override
  public Fit fit(ClusterSpec spec) {
    return machine.capacity().fit(spec, reserved(Optional.empty()));
  }

  @Override
  public Fit fit(ClusterKey key, ClusterSpec spec) {
    return machine.capacity().fit(spec, reserved(Optional.of(key)));
  }

  private List<ClusterSpec> reserved(Optional<ClusterKey> besides) {
    return supervisors.values().stream()
        .map(ClusterSupervisor::cluster)
        .filter(cluster -> !cluster.failed() && !cluster.rests())
        .filter(cluster -> !besides.equals(Optional.of(cluster.key())))
        .map(SavedCluster::spec)
        .toList();
  }

  @Override
  public synchronized void apply(ClusterKey key, ClusterSpec spec) {
    Optional<ClusterSupervisor> there = known(key);
    if (there.isPresent()) {
      there.get().become(spec);
      return;
    }
    SavedCluster cluster = plan(key, spec);
    around.files().make(key);
    around.files().save(cluster);
    ClusterSupervisor supervisor = new ClusterSupervisor(cluster, around);
    supervisors.put(key.id(), supervisor);
    supervisor.begin();
  }

  private SavedCluster plan(ClusterKey key, ClusterSpec spec) {
    Set<Integer> taken = takenPorts();
    List<SavedNode> nodes = new ArrayList<>();
    nodes.add(SavedNode.planned(SavedNode.HEAD, SavedNode.HEAD, spec.head(), newBlock(taken)));
    for (WorkerGroupSpec group : spec.workerGroups()) {
      for (int i = 0; i < group.replicas(); i++) {
        String name = group.name() + "-" + i;
        nodes.add(SavedNode.planned(name, group.name(), group.node(), newBlock(taken)));
      }
    }
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return new SavedCluster(
        key, spec, HexFormat.of().formatHex(token), nodes, Progress.acceptedAt(Instant.now()));
  }

  private PortBlock newBlock(Set<Integer> taken) {
    PortBlock block = machine.ports().next(taken);
    taken.add(block.base());
    return block;
  }

  private Set<Integer> takenPorts() {
    Set<Integer> taken = new HashSet<>();
    supervisors
        .values()
        .forEach(s -> s.cluster().nodes().forEach(node -> taken.add(node.ports().base())));
    return taken;
  }

  @Override
  public Optional<ClusterObservation> observe(ClusterKey key) {
    return known(key).flatMap(ClusterSupervisor::observe);
  }

  @Override
  public void suspend(ClusterKey key) {
    known(key).ifPresent(ClusterSupervisor::suspend);
  }

  @Override
  public void stop(ClusterKey key) {
    known(key).ifPresent(ClusterSupervisor::stop);
  }

  @Override
  public List<ClusterKey> list() {
    return supervisors.values().stream()
        .filter(supervisor -> supervisor.observe().isPresent())
        .map(supervisor -> supervisor.cluster().key())
        .toList();
  }

  private Optional<ClusterSupervisor> known(ClusterKey key) {
    Optional<ClusterSupervisor> supervisor = Optional.ofNullable(supervisors.get(key.id()));
    if (supervisor.isPresent() && supervisor.get().observe().isEmpty()) {
      supervisors.remove(key.id(), supervisor.get());
      return Optional.empty();
    }
    return supervisor;
  }

  @Override
  public Subscription watch(Consumer<ClusterKey> onChange) {
    listeners.add(onChange);
    return () -> listeners.remove(onChange);
  }

  private void tell(ClusterKey key) {
    known(key);
    for (Consumer<ClusterKey> listener : listeners) {
      try {
        listener.accept(key);
      } catch (RuntimeException e) {
        log.warn("A listener failed on {}", key, e);
      }
    }
  }

  /** Stops every cluster, or leaves them running for the next portal when it is told to. */
  @Override
  public void close() {
    listeners.clear();
    List<ClusterSupervisor> all = List.copyOf(supervisors.values());
    all.forEach(keepClusters ? ClusterSupervisor::abandon : ClusterSupervisor::stop);
    Instant end = Instant.now().plus(PATIENCE_AT_CLOSE);
    try {
      for (ClusterSupervisor supervisor : all) {
        Duration left = Duration.between(Instant.now(), end);
        supervisor.join(left.isPositive() ? left : Duration.ofMillis(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
