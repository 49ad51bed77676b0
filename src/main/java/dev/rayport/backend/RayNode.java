package dev.rayport.backend;

import java.util.Map;

/**
 * A node as Ray knows it ({@code /api/v0/nodes}).
 *
 * @param stateMessage why it died, in Ray's words; empty while it lives
 * @param labels such as {@code ray.io/node-group}
 */
public record RayNode(
    String nodeId,
    String address,
    boolean head,
    boolean alive,
    String stateMessage,
    Map<String, String> labels) {

  public RayNode {
    labels = Map.copyOf(labels);
  }
}
