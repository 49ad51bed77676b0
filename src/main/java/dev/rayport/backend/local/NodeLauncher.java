package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.local.SavedNode.Running;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Starts a node's {@code ray start} in a session of its own with its output in a file, so that it
 * lives on when the portal dies.
 */
final class NodeLauncher {

  private final LocalHome home;
  private final TenantAccounts accounts;
  private final ProcessTable processes;
  private final Map<String, String> inherited;

  NodeLauncher(
      LocalHome home,
      TenantAccounts accounts,
      ProcessTable processes,
      Map<String, String> inherited) {
    this.home = home;
    this.accounts = accounts;
    this.processes = processes;
    this.inherited = inherited;
  }

  RunDirRemoval removal() {
    return new RunDirRemoval(accounts);
  }

  /** A running process of the node that a crash kept the portal from noting. */
  Optional<Running> find(SavedCluster cluster, SavedNode node) {
    return processes
        .leaderOf(home.runDir(cluster.key()), node.name())
        .flatMap(pid -> running(pid, Instant.now()));
  }

  Running start(SavedCluster cluster, SavedNode node) {
    Path runDir = home.runDir(cluster.key());
    RunAccount account = accounts.of(runDir, cluster.key().tenant());
    home.makeRunDir(cluster.key(), account);
    RayStartCommand command =
        RayStartCommand.of(
            cluster, node, new RayStartCommand.Place(home.venv(), runDir, account, inherited));
    ProcessBuilder builder =
        new ProcessBuilder(command.line())
            .directory(runDir.resolve("home").toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(home.output(cluster.key(), node.name()).toFile()));
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    try {
      long pid = builder.start().pid();
      return running(pid, Instant.now()).orElseGet(() -> new Running(pid, -1, Instant.now()));
    } catch (IOException e) {
      throw new BackendException(
          "Ray cannot be started on this machine (%s).".formatted(e.getMessage()), e);
    }
  }

  private Optional<Running> running(long pid, Instant startedAt) {
    OptionalLong ticks = processes.startTicks(pid);
    return ticks.isPresent()
        ? Optional.of(new Running(pid, ticks.getAsLong(), startedAt))
        : Optional.empty();
  }
}
