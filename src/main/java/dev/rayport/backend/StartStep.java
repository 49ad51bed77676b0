package dev.rayport.backend;

import java.time.Instant;
import java.util.Optional;

/**
 * One step of a cluster's start, in order.
 *
 * @param step short label, such as “Head ready”
 * @param detail what was done or is waited for, in plain words
 * @param startedAt empty while it waits
 * @param endedAt empty while it waits or runs
 */
public record StartStep(
    String step,
    State state,
    String detail,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  /** How far the step is. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }
}
