package dev.rayport.backend.local;

import dev.rayport.backend.local.SavedNode.Running;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes without which a node is dead. {@code ray start --block} watches them as well, but
 * only once it has come that far, and it may hang on a GCS that is gone.
 */
final class CoreProcesses {

  private static final List<String> CORE = List.of("gcs_server", "raylet");

  private final ProcessTable processes;
  private final Map<String, List<Core>> known = new HashMap<>();

  CoreProcesses(ProcessTable processes) {
    this.processes = processes;
  }

  private record Core(String name, long pid, long ticks) {}

  /** Remembers those of a node that is up. */
  void remember(SavedNode node) {
    if (node.process().isPresent() && !known.containsKey(node.label())) {
      List<Core> found = find(node.process().get());
      if (!found.isEmpty()) {
        known.put(node.label(), found);
      }
    }
  }

  /** The first one that is gone, by its name. */
  Optional<String> gone(SavedNode node) {
    return known.getOrDefault(node.label(), List.of()).stream()
        .filter(core -> !processes.isAlive(core.pid(), core.ticks()))
        .map(Core::name)
        .findFirst();
  }

  private List<Core> find(Running start) {
    return ProcessHandle.of(start.pid()).stream()
        .flatMap(ProcessHandle::children)
        .flatMap(child -> core(child).stream())
        .toList();
  }

  private Optional<Core> core(ProcessHandle child) {
    String name =
        child.info().command().map(command -> Path.of(command).getFileName().toString()).orElse("");
    return processes.startTicks(child.pid()).stream()
        .mapToObj(ticks -> new Core(name, child.pid(), ticks))
        .filter(core -> CORE.contains(core.name()))
        .findFirst();
  }
}
