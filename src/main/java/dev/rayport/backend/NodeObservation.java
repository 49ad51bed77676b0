package dev.rayport.backend;

import dev.rayport.base.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One node of a cluster as the backend sees it.
 *
 * @param name unique in the cluster, such as {@code head} or {@code worker-0}
 * @param group the worker group, {@code head} for the head
 * @param state STARTING, READY, FAILED or STOPPED
 * @param reason why it is not ready, in plain words; empty when it is
 * @param pid the operating system's process id where there is one on this machine
 * @param ports what listens where
 */
public record NodeObservation(
    String name,
    String group,
    State state,
    String reason,
    String address,
    Quantity cpus,
    Quantity memory,
    int gpus,
    Optional<Long> pid,
    Optional<Instant> startedAt,
    List<Port> ports) {

  /** State of a node. */
  public enum State {
    STARTING,
    READY,
    FAILED,
    STOPPED
  }

  /**
   * A port that a process of the node listens on.
   *
   * @param purpose such as “GCS” or “dashboard”
   * @param allInterfaces whether it can be reached from other machines (guarded by the token)
   */
  public record Port(int number, String purpose, boolean allInterfaces) {}
}
