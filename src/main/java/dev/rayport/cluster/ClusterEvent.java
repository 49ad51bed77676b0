package dev.rayport.cluster;

import java.time.Instant;

/**
 * Something that happened to a cluster.
 *
 * @param severity INFO, WARNING or ERROR
 * @param actor a user's name, {@code rayport} or {@code backend}
 * @param text one sentence
 */
public record ClusterEvent(Instant at, Severity severity, String actor, String text) {

  /** How much it matters. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }
}
