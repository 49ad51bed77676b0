package dev.rayport.backend.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of everything in one cluster's directory, or of one node there. Ray gets a moment to end
 * in order; then all that is left is killed, workers with sessions and titles of their own
 * included, again and again until nothing is found.
 */
final class ClusterEnd {

  private static final Logger log = LoggerFactory.getLogger(ClusterEnd.class);
  private static final int ATTEMPTS = 100;
  private static final Duration IN_ORDER = Duration.ofMillis(2500);

  private final ProcessTable processes;
  private final Path runDir;
  private final Supplier<List<Long>> rest;
  private final Instant begun = Instant.now();
  private final Set<ProcessHandle> followed = new HashSet<>();

  private ClusterEnd(ProcessTable processes, Path runDir, Supplier<List<Long>> rest) {
    this.processes = processes;
    this.runDir = runDir;
    this.rest = rest;
  }

  /** Tells the given processes to end and remembers their offspring. */
  static ClusterEnd begin(ProcessTable processes, Path runDir, List<Long> pids) {
    ClusterEnd end = new ClusterEnd(processes, runDir, () -> processes.pidsOf(runDir));
    pids.forEach(end::tell);
    return end;
  }

  /** Tells the process of one node to end; the others of the cluster live on. */
  static ClusterEnd ofNode(ProcessTable processes, Path runDir, SavedNode node) {
    ClusterEnd end = new ClusterEnd(processes, runDir, () -> processes.pidsOf(runDir, node.name()));
    node.process().ifPresent(running -> end.tell(running.pid()));
    return end;
  }

  private void tell(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(handle -> {
          handle.descendants().forEach(followed::add);
          handle.destroy();
        });
  }

  /** Kills at once what runs in a directory that nobody owns, and removes it. */
  static void clear(ProcessTable processes, RunDirRemoval removal, Path runDir) {
    ClusterEnd end = new ClusterEnd(processes, runDir, () -> processes.pidsOf(runDir));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (end.killRest() && removal.remove(runDir)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    log.warn("{} could not be cleared", runDir);
  }

  /** One step towards the end; true when no process is left. */
  boolean isOver() {
    if (Instant.now().isAfter(begun.plus(IN_ORDER))) {
      return killRest();
    }
    return followed.stream().noneMatch(this::lives) && rest.get().isEmpty();
  }

  private boolean killRest() {
    boolean nothingLeft = true;
    for (ProcessHandle handle : followed) {
      if (lives(handle)) {
        nothingLeft = false;
        handle.destroyForcibly();
      }
    }
    for (long pid : rest.get()) {
      nothingLeft = false;
      log.debug("Killing process {} that is left of {}", pid, runDir);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    return nothingLeft;
  }

  private boolean lives(ProcessHandle handle) {
    return handle.isAlive() && processes.startTicks(handle.pid()).isPresent();
  }
}
