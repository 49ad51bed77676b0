package dev.rayport.backend;

import java.util.List;
import java.util.Optional;

/**
 * What a backend sees of one cluster right now.
 *
 * @param reason why it is not where it should be, in plain words; empty when READY
 * @param reasonCode stable kebab-case word for the reason; empty when READY
 * @param steps of the start, in order
 * @param endpoint present as soon as the Ray HTTP API answered once and while it should
 */
public record ClusterObservation(
    Phase phase,
    String reason,
    String reasonCode,
    List<StartStep> steps,
    List<NodeObservation> nodes,
    Optional<RayEndpoint> endpoint) {

  /**
   * Code of a start that nobody works at: time that passes so does not count against it. A code of
   * STOPPING that ends in {@code -stuck} says what keeps it from its end.
   */
  public static final String UNATTENDED = "operator-silent";

  public ClusterObservation {
    steps = List.copyOf(steps);
    nodes = List.copyOf(nodes);
  }

  /** The same of one whose API is not for the portal. */
  public ClusterObservation withoutEndpoint() {
    return new ClusterObservation(phase, reason, reasonCode, steps, nodes, Optional.empty());
  }

  /**
   * How far it is. DEGRADED: the head serves, workers are missing. UNREACHABLE: processes or pods
   * are there, the Ray HTTP API does not answer. SUSPENDED: it is kept without anything running.
   * FAILED: it will not get better by itself.
   */
  public enum Phase {
    STARTING,
    READY,
    DEGRADED,
    UNREACHABLE,
    SUSPENDING,
    SUSPENDED,
    STOPPING,
    FAILED
  }
}
