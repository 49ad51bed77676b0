package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.local.Observations.Signs;
import dev.rayport.backend.local.SavedNode.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one cluster on a thread of its own: starts its processes, sees them end, and ends
 * them. What must last is in the cluster's file before it is done.
 */
final class ClusterSupervisor {

  private static final Logger log = LoggerFactory.getLogger(ClusterSupervisor.class);
  private static final Duration BRISK = Duration.ofMillis(50);
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(16);
  private static final int MISSES_UNTIL_SILENT = 2;

  private final Surroundings around;
  private final BlockingQueue<String> nudges = new LinkedBlockingQueue<>();
  private final Question<Boolean> headReady = new Question<>();
  private final Question<Set<String>> joined = new Question<>();
  private final Question<Boolean> answers = new Question<>();
  private final CoreProcesses core;
  private final Map<String, Instant> notBefore = new HashMap<>();
  private final Thread thread;
  private volatile SavedCluster cluster;
  private volatile Signs signs;
  private volatile boolean stopAsked;
  private volatile boolean gone;
  private volatile boolean abandoned;
  private Optional<ClusterEnd> end = Optional.empty();
  private Optional<ClusterObservation> told = Optional.empty();
  private Instant nextProbe = Instant.MIN;
  private int misses;

  ClusterSupervisor(SavedCluster cluster, Surroundings around) {
    this.around = around;
    this.cluster = cluster;
    this.core = new CoreProcesses(around.processes());
    this.signs = new Signs(false, Map.of());
    this.thread =
        Thread.ofVirtual().name("cluster-" + cluster.key().id()).unstarted(this::supervise);
  }

  /** For a cluster that is new, or found again after the portal was away. */
  void begin() {
    cluster.nodes().forEach(this::findForgotten);
    cluster.nodes().forEach(this::watchProcess);
    if (cluster.progress().headReady().isPresent() && headLives() && !HeadProbe.answers(cluster)) {
      misses = MISSES_UNTIL_SILENT;
      signs = new Signs(true, Map.of());
    }
    thread.start();
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

  SavedCluster cluster() {
    return cluster;
  }

  Optional<ClusterObservation> observe() {
    return gone ? Optional.empty() : Optional.of(Observations.of(asWished(), signs));
  }

  private SavedCluster asWished() {
    return stopAsked ? cluster.stopping() : cluster;
  }

  void stop() {
    stopAsked = true;
    nudges.add("stop");
  }

  /** Leaves the processes alone and ends only the supervision. */
  void abandon() {
    abandoned = true;
    nudges.add("abandon");
  }

  void join(Duration limit) throws InterruptedException {
    thread.join(limit);
  }

  private void supervise() {
    try {
      while (!abandoned && !gone) {
        Duration pause = stepSafely();
        tell();
        nudges.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        nudges.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration stepSafely() {
    try {
      return step();
    } catch (BackendException e) {
      if (asWished().progress().stopping()) {
        log.warn("Stopping cluster {} is tried again: {}", cluster.key(), e.getMessage());
        return CALM;
      }
      fail(new ExitReason(e.getMessage(), "start-failed"));
    } catch (RuntimeException e) {
      log.error("Supervision of cluster {} stumbled", cluster.key(), e);
    }
    return CALM;
  }

  private void tell() {
    Optional<ClusterObservation> now = observe();
    if (!now.equals(told)) {
      told = now;
      around.onChange().accept(cluster.key());
    }
  }

  private Duration step() {
    if (asWished().progress().stopping()) {
      return stopStep();
    }
    if (end.isPresent()) {
      end = end.filter(ending -> !ending.isOver());
      return BRISK;
    }
    if (cluster.failed()) {
      return CALM;
    }
    noticeDeaths();
    if (cluster.failed() || end.isPresent()) {
      return BRISK;
    }
    cluster.nodes().stream().filter(this::isDue).forEach(this::launch);
    return cluster.progress().headReady().isEmpty() ? startStep() : liveStep();
  }

  private Duration stopStep() {
    if (!cluster.progress().stopping()) {
      save(cluster.stopping());
      end = Optional.empty();
    }
    ClusterEnd ending = end.orElseGet(this::endAll);
    end = Optional.of(ending);
    gone =
        ending.isOver()
            && Directories.remove(runDir())
            && Directories.remove(around.home().notes(cluster.key()));
    return BRISK;
  }

  private ClusterEnd endAll() {
    List<Long> pids =
        cluster.nodes().stream()
            .flatMap(node -> node.process().stream())
            .filter(this::lives)
            .map(Running::pid)
            .toList();
    return ClusterEnd.begin(around.processes(), runDir(), pids);
  }

  private void noticeDeaths() {
    for (SavedNode node : cluster.nodes()) {
      if (node.process().isEmpty()) {
        continue;
      }
      String output = ExitReason.tail(around.home().output(cluster.key(), node.name()));
      Optional<String> gone = core.gone(node);
      if (!lives(node.process().get()) || ExitReason.isEnding(output) || gone.isPresent()) {
        ended(node, ExitReason.of(node.name(), output, gone), output);
        return;
      }
    }
  }

  private void ended(SavedNode node, ExitReason reason, String output) {
    if (!node.isHead()) {
      workerDied(node, reason.words());
    } else if (mayTryOtherPorts(output)) {
      startOver();
    } else {
      fail(reason);
    }
  }

  private void workerDied(SavedNode node, String why) {
    log.info("Cluster {}: {}", cluster.key().name(), why);
    Duration backoff = Duration.ofSeconds(1L << Math.min(4, node.starts()));
    Duration wait = backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
    notBefore.put(node.name(), Instant.now().plus(wait));
    save(cluster.with(node.ended(why)));
  }

  private boolean mayTryOtherPorts(String output) {
    return cluster.progress().headReady().isEmpty()
        && cluster.head().starts() < 2
        && ExitReason.portsWereTaken(output);
  }

  private void startOver() {
    log.info("Cluster {}: a port was taken; trying others", cluster.key().name());
    end = Optional.of(endAll());
    save(cluster.withNodes(node -> node.on(around.ports().get())));
  }

  private void fail(ExitReason reason) {
    log.warn("Cluster {} failed: {}", cluster.key(), reason.words());
    end = Optional.of(endAll());
    cluster =
        cluster
            .withNodes(node -> node.ended(node.isHead() ? reason.words() : "The head ended."))
            .failed(reason.words(), reason.code());
    try {
      around.files().save(cluster);
    } catch (BackendException e) {
      log.error("The failure of cluster {} could not be kept", cluster.key(), e);
    }
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
    watchProcess(started);
  }

  private boolean isLeftoverKilled(SavedNode node) {
    List<Long> leftover = around.processes().pidsOf(runDir(), node.name());
    leftover.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return !leftover.isEmpty();
  }

  private Duration startStep() {
    if (headReady.take().orElse(false)) {
      save(cluster.headReady(Instant.now()));
      return Duration.ZERO;
    }
    String output = ExitReason.tail(around.home().output(cluster.key(), SavedNode.HEAD));
    if (output.contains("already occupied") && mayTryOtherPorts(output)) {
      startOver();
      return BRISK;
    }
    Instant launched = cluster.progress().launched().orElseGet(Instant::now);
    if (Instant.now().isAfter(launched.plus(around.startTimeout()))) {
      fail(
          new ExitReason(
              "The head did not answer within %d s.".formatted(around.startTimeout().toSeconds()),
              "start-timeout"));
      return BRISK;
    }
    SavedCluster asked = cluster;
    headReady.ask(() -> HeadProbe.isReady(asked));
    return BRISK;
  }

  private Duration liveStep() {
    cluster.nodes().stream().filter(this::isUp).forEach(core::remember);
    probe();
    Set<String> labels = joined.take().orElse(Set.of());
    for (SavedNode node : cluster.workers()) {
      if (!node.joined() && node.process().isPresent() && labels.contains(node.label())) {
        save(cluster.with(node.arrived()));
        nextProbe = Instant.MIN;
      }
    }
    if (cluster.workers().stream().allMatch(SavedNode::joined)) {
      if (cluster.progress().complete().isEmpty()) {
        save(cluster.complete(Instant.now()));
      }
      return CALM;
    }
    SavedCluster asked = cluster;
    joined.ask(() -> HeadProbe.joined(asked));
    return Duration.ofMillis(200);
  }

  private boolean isUp(SavedNode node) {
    return node.isHead() || node.joined();
  }

  private void probe() {
    answers.take().ifPresent(answered -> misses = answered ? 0 : misses + 1);
    boolean silent = misses >= MISSES_UNTIL_SILENT;
    if (Instant.now().isAfter(nextProbe)) {
      nextProbe = Instant.now().plus(BETWEEN_PROBES);
      signs = new Signs(silent, ListeningPorts.ofThisMachine());
      SavedCluster asked = cluster;
      answers.ask(() -> HeadProbe.answers(asked));
    } else if (silent != signs.silent()) {
      signs = new Signs(silent, signs.listening());
    }
  }

  private void watchProcess(SavedNode node) {
    node.process()
        .flatMap(running -> ProcessHandle.of(running.pid()))
        .ifPresent(handle -> handle.onExit().thenRun(() -> nudges.add("exit")));
  }

  private boolean headLives() {
    return cluster.head().process().filter(this::lives).isPresent();
  }

  private boolean lives(Running running) {
    return around.processes().isAlive(running.pid(), running.ticks());
  }

  private Path runDir() {
    return around.home().runDir(cluster.key());
  }

  private void save(SavedCluster changed) {
    around.files().save(changed);
    cluster = changed;
  }
}
