package dev.rayport.backend.local;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.local.SavedNode.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of one cluster and the file that tells of them: the file is written before a
 * process starts and after its pid is known. Changed by the supervisor's thread only.
 */
final class ClusterProcesses {

  private final Surroundings around;
  private final Runnable onExit;
  private final CoreProcesses core;
  private final Map<String, Instant> notBefore = new HashMap<>();
  private final List<ClusterEnd> leaving = new ArrayList<>();
  private final Set<String> retired = new HashSet<>();
  private volatile SavedCluster cluster;

  ClusterProcesses(SavedCluster cluster, Surroundings around, Runnable onExit) {
    this.cluster = cluster;
    this.around = around;
    this.onExit = onExit;
    this.core = new CoreProcesses(around.processes());
  }

  /** A node that ended. */
  record Death(SavedNode node, ExitReason reason, String output) {}

  SavedCluster cluster() {
    return cluster;
  }

  void save(SavedCluster changed) {
    around.files().save(changed);
    cluster = changed;
  }

  /** Counts even if the file cannot be written. */
  void saveAtAnyRate(SavedCluster changed) {
    cluster = changed;
    around.files().save(changed);
  }

  /** Takes up what an earlier portal started. */
  void adopt() {
    cluster.nodes().forEach(this::findForgotten);
    cluster.nodes().forEach(this::watch);
  }

  // A crash may have come between the start of a process and the note of its pid.
  private void findForgotten(SavedNode node) {
    if (node.process().isEmpty() && node.generation() > 0) {
      around
          .launcher()
          .find(cluster, node)
          .ifPresent(running -> save(cluster.with(node.running(running))));
    }
  }

  boolean headLives() {
    return cluster.head().process().filter(this::lives).isPresent();
  }

  /** The first node whose process, or one of Ray's that it cannot do without, is gone. */
  Optional<Death> death() {
    return cluster.nodes().stream().flatMap(node -> death(node).stream()).findFirst();
  }

  private Optional<Death> death(SavedNode node) {
    if (node.process().isEmpty()) {
      return Optional.empty();
    }
    String output = output(node);
    Optional<String> gone = core.gone(node);
    boolean dead = !lives(node.process().get()) || ExitReason.isEnding(output) || gone.isPresent();
    return dead
        ? Optional.of(new Death(node, ExitReason.of(node.name(), output, gone), output))
        : Optional.empty();
  }

  String output(SavedNode node) {
    return ExitReason.tail(around.home().output(cluster.key(), node.name()));
  }

  void rememberCore() {
    cluster.nodes().stream().filter(n -> n.isHead() || n.joined()).forEach(core::remember);
  }

  /** A worker that ended is started again, after a while that grows with each attempt. */
  void rest(Death death) {
    Duration pause = Duration.ofSeconds(1L << Math.min(4, death.node().starts()));
    notBefore.put(death.node().name(), Instant.now().plus(pause));
    save(cluster.with(death.node().ended(death.reason().words())));
  }

  /** Starts what should run and does not; workers as soon as there is a GCS to join. */
  void launchDue() {
    cluster.nodes().stream().filter(this::isDue).forEach(this::launch);
  }

  private boolean isDue(SavedNode node) {
    if (node.process().isPresent() || node.givenUp()) {
      return false;
    }
    return node.isHead()
        || (HeadProbe.gcsListens(cluster)
            && !Instant.now().isBefore(notBefore.getOrDefault(node.name(), Instant.MIN)));
  }

  private void launch(SavedNode node) {
    if (isLeftoverKilled(node)) {
      return;
    }
    SavedNode launching = node.launching();
    SavedCluster before = cluster.with(launching);
    save(node.isHead() ? before.launched(Instant.now()) : before);
    SavedNode started = launching.running(around.launcher().start(cluster, launching));
    save(cluster.with(started));
    watch(started);
  }

  private boolean isLeftoverKilled(SavedNode node) {
    List<Long> leftover = around.processes().pidsOf(runDir(), node.name());
    leftover.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return !leftover.isEmpty();
  }

  private void watch(SavedNode node) {
    node.process()
        .flatMap(running -> ProcessHandle.of(running.pid()))
        .ifPresent(handle -> handle.onExit().thenRun(onExit));
  }

  void moveToOtherPorts() {
    for (SavedNode node : cluster.nodes()) {
      save(cluster.with(node.on(around.ports().get())));
    }
  }

  /** Brings worker groups and their sizes to those of the spec; what is too much is told to end. */
  void reshape(ClusterSpec spec) {
    if (spec.equals(cluster.spec())) {
      return;
    }
    Workers wanted = new Workers(spec, cluster.workers());
    for (SavedNode node : wanted.leaving()) {
      retired.add(node.name());
      leaving.add(ClusterEnd.ofNode(around.processes(), runDir(), node));
    }
    save(cluster.with(cluster.spec(), wanted.staying()));
    // One after the other: what is saved holds its ports.
    for (Optional<SavedNode> next = missing(spec); next.isPresent(); next = missing(spec)) {
      List<SavedNode> workers = new ArrayList<>(cluster.workers());
      workers.add(next.get());
      save(cluster.with(cluster.spec(), workers));
    }
    save(cluster.with(spec, cluster.workers()));
  }

  private Optional<SavedNode> missing(ClusterSpec spec) {
    return new Workers(spec, cluster.workers()).missing(retired, around.ports());
  }

  /** Whether every node that was told to leave has left. */
  boolean haveLeft() {
    leaving.removeIf(ClusterEnd::isOver);
    return leaving.isEmpty();
  }

  /** Begins the end of every process. */
  ClusterEnd endAll() {
    List<Long> pids =
        cluster.nodes().stream()
            .flatMap(node -> node.process().stream())
            .filter(this::lives)
            .map(Running::pid)
            .toList();
    return ClusterEnd.begin(around.processes(), runDir(), pids);
  }

  /** Removes the directories, the file last; true when nothing is left. */
  boolean isRemoved() {
    return isRunDirRemoved() && Directories.remove(around.home().notes(cluster.key()));
  }

  boolean isRunDirRemoved() {
    return around.launcher().removal().remove(runDir());
  }

  private boolean lives(Running running) {
    return around.processes().isAlive(running.pid(), running.ticks());
  }

  private Path runDir() {
    return around.home().runDir(cluster.key());
  }
}
