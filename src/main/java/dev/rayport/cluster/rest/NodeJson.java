package dev.rayport.cluster.rest;

import dev.rayport.backend.NodeObservation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as clients read it. */
record NodeJson(
    String name,
    String group,
    NodeObservation.State state,
    @Nullable String reason,
    String address,
    String cpus,
    String memory,
    int gpus,
    @Nullable Long pid,
    @Nullable Instant startedAt,
    List<NodeObservation.Port> ports) {

  static NodeJson of(NodeObservation node) {
    return new NodeJson(
        node.name(),
        node.group(),
        node.state(),
        node.reason().isEmpty() ? null : node.reason(),
        node.address(),
        node.cpus().text(),
        node.memory().text(),
        node.gpus(),
        node.pid().orElse(null),
        node.startedAt().orElse(null),
        node.ports());
  }
}
