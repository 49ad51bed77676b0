package dev.rayport.backend.kubernetes;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of an object's status.
 *
 * @param all as the operator wrote them
 */
record ClusterConditions(List<Condition> all) {

  /**
   * One condition.
   *
   * @param since when it became what it is
   */
  record Condition(
      String type, boolean isTrue, String reason, String message, Optional<Instant> since) {}

  static ClusterConditions of(Tree status) {
    return new ClusterConditions(
        status.list("conditions").stream()
            .map(condition ->
                new Condition(
                    condition.text("type"),
                    condition.text("status").equals("True"),
                    condition.text("reason"),
                    condition.text("message"),
                    instant(condition.text("lastTransitionTime"))))
            .toList());
  }

  Optional<Condition> find(String type) {
    return all.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  boolean isTrue(String type) {
    return find(type).filter(Condition::isTrue).isPresent();
  }

  /** Kubernetes' time; empty when it is none. */
  static Optional<Instant> instant(@org.jspecify.annotations.Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
