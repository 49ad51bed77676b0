package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.local.ClusterProcesses.Death;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one cluster on a thread of its own: has its processes started, sees them end, and
 * ends them. Never waits for Ray on that thread, so that a stop is heard at once.
 */
final class ClusterSupervisor {

  private static final Logger log = LoggerFactory.getLogger(ClusterSupervisor.class);
  private static final Duration BRISK = Duration.ofMillis(50);
  private static final Duration STARTING = Duration.ofMillis(100);
  private static final Duration CALM = Duration.ofSeconds(1);

  private final Surroundings around;
  private final ClusterProcesses processes;
  private final HeadWatch head = new HeadWatch();
  private final Wishes wishes = new Wishes();
  private final BlockingQueue<String> nudges = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean gone;
  private volatile boolean abandoned;
  private Optional<ClusterEnd> end = Optional.empty();
  private Optional<ClusterObservation> told = Optional.empty();

  ClusterSupervisor(SavedCluster cluster, Surroundings around) {
    this.around = around;
    this.processes = new ClusterProcesses(cluster, around, () -> nudges.add("exit"));
    this.thread =
        Thread.ofVirtual().name("cluster-" + cluster.key().id()).unstarted(this::supervise);
  }

  /** For a cluster that is new. */
  void begin() {
    thread.start();
  }

  /** For a cluster that an earlier portal began. */
  void resume() {
    processes.adopt();
    SavedCluster cluster = cluster();
    if (cluster.failed()) {
      end = Optional.of(processes.endAll());
    } else if (cluster.progress().headReady().isPresent() && processes.headLives()) {
      head.doubt(cluster);
    }
    thread.start();
  }

  SavedCluster cluster() {
    return processes.cluster();
  }

  Optional<ClusterObservation> observe() {
    return gone ? Optional.empty() : Optional.of(Observations.of(asWished(), head.signs()));
  }

  private SavedCluster asWished() {
    return wishes.granted(cluster());
  }

  /** Has it run as the spec says, also after a rest. */
  void become(ClusterSpec spec) {
    wishes.become(spec);
    nudges.add("become");
  }

  /** Ends its processes and keeps the rest until {@link #become}. */
  void suspend() {
    wishes.suspend();
    nudges.add("suspend");
  }

  void stop() {
    wishes.stop();
    nudges.add("stop");
  }

  /** Until it is fulfilled the wish counts: what it lacks is missing. */
  private void fulfilWish() {
    wishes
        .spec()
        .ifPresent(spec -> {
          processes.reshape(spec);
          wishes.fulfilled(spec);
        });
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
      if (wishes.isStop() && !gone) {
        noteStop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration stepSafely() {
    try {
      return step();
    } catch (BackendException e) {
      troubled(e);
    } catch (RuntimeException e) {
      log.error("Supervision of cluster {} stumbled", cluster().key(), e);
    }
    return CALM;
  }

  // Before it serves, trouble of the machine is its failure; afterwards it is no reason to end it.
  private void troubled(BackendException e) {
    boolean serving = cluster().progress().headReady().isPresent();
    if (serving || asWished().progress().stopping()) {
      log.warn("Cluster {} is tried again: {}", cluster().key(), e.getMessage());
    } else {
      fail(new ExitReason(e.getMessage(), "start-failed"));
    }
  }

  private void tell() {
    Optional<ClusterObservation> now = observe();
    if (!now.equals(told)) {
      told = now;
      around.onChange().accept(cluster().key());
    }
  }

  private Duration step() {
    if (asWished().progress().stopping()) {
      return stopStep();
    }
    if (asWished().suspended()) {
      return suspendStep();
    }
    if (end.isPresent()) {
      end = end.filter(ending -> !ending.isOver());
      return BRISK;
    }
    if (cluster().failed()) {
      return CALM;
    }
    fulfilWish();
    Optional<Death> death = processes.death();
    if (death.isPresent()) {
      ended(death.get());
      return BRISK;
    }
    processes.launchDue();
    return cluster().progress().headReady().isEmpty() ? startStep() : liveStep();
  }

  private Duration stopStep() {
    noteStop();
    ClusterEnd ending = end.orElseGet(processes::endAll);
    end = Optional.of(ending);
    gone = ending.isOver() && processes.isRemoved();
    return BRISK;
  }

  private Duration suspendStep() {
    if (!cluster().suspended()) {
      processes.save(cluster().suspending(Instant.now()));
      end = Optional.empty();
    }
    if (!cluster().rests()) {
      ClusterEnd ending = end.orElseGet(processes::endAll);
      end = Optional.of(ending);
      if (ending.isOver() && processes.isRunDirRemoved()) {
        end = Optional.empty();
        processes.save(cluster().withNodes(SavedNode::rested));
      }
      return BRISK;
    }
    Optional<ClusterSpec> next = wishes.spec();
    next.ifPresent(spec -> processes.save(cluster().awake(Instant.now(), spec)));
    return next.isPresent() ? Duration.ZERO : CALM;
  }

  /** So that the next portal goes on with the stop. */
  private void noteStop() {
    if (!cluster().progress().stopping()) {
      processes.save(cluster().stopping());
      end = Optional.empty();
    }
  }

  private void ended(Death death) {
    if (!death.node().isHead()) {
      log.info("Cluster {}: {}", cluster().key(), death.reason().words());
      processes.rest(death);
    } else if (mayTryOtherPorts(death.output())) {
      startOver();
    } else {
      fail(death.reason());
    }
  }

  private boolean mayTryOtherPorts(String output) {
    return cluster().progress().headReady().isEmpty()
        && cluster().head().starts() < 2
        && ExitReason.portsWereTaken(output);
  }

  private void startOver() {
    log.info("Cluster {}: one of its ports is taken; others are tried", cluster().key());
    end = Optional.of(processes.endAll());
    processes.moveToOtherPorts();
  }

  private void fail(ExitReason reason) {
    log.warn("Cluster {} failed: {}", cluster().key(), reason.words());
    end = Optional.of(processes.endAll());
    SavedCluster failed =
        cluster()
            .withNodes(node -> node.ended(node.isHead() ? reason.words() : "The head ended."))
            .failed(reason.words(), reason.code());
    try {
      processes.saveAtAnyRate(failed);
    } catch (BackendException e) {
      log.error("That cluster {} failed could not be noted", failed.key(), e);
    }
  }

  private Duration startStep() {
    if (head.isReady(cluster())) {
      // Before anybody knows that it is ready: one that dies now would never be missed.
      processes.rememberCore();
      processes.save(cluster().headReady(Instant.now()));
      return Duration.ZERO;
    }
    // Ray goes on without a dashboard when that port is taken; only its output tells.
    String output = processes.output(cluster().head());
    if (ExitReason.lacksDashboard(output)) {
      if (mayTryOtherPorts(output)) {
        startOver();
      } else {
        fail(ExitReason.of(SavedNode.HEAD, output, Optional.empty()));
      }
      return BRISK;
    }
    Instant launched = cluster().progress().launched().orElseGet(Instant::now);
    if (Instant.now().isAfter(launched.plus(around.startTimeout()))) {
      fail(ExitReason.late(around.startTimeout()));
    }
    return STARTING;
  }

  private Duration liveStep() {
    processes.rememberCore();
    head.probe(cluster());
    boolean complete = cluster().workers().stream().allMatch(SavedNode::joined);
    if (!complete) {
      welcome(head.joined(cluster()));
    }
    return complete && processes.haveLeft() ? CALM : STARTING;
  }

  private void welcome(Set<String> labels) {
    for (SavedNode node : cluster().workers()) {
      if (!node.joined() && node.process().isPresent() && labels.contains(node.label())) {
        processes.save(cluster().joined(node, Instant.now()));
        head.lookAgain();
      }
    }
  }
}
