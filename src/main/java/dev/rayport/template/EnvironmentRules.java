package dev.rayport.template;

import dev.rayport.backend.ReservedEnv;
import java.util.Optional;

/** Which environment variables a template may set, and how large they may be. */
final class EnvironmentRules {

  static final int MAX_VALUE = 32 * 1024;
  static final int MAX_COUNT = 100;

  private EnvironmentRules() {}

  /** The rule that a variable breaks, in words; empty when it may be set. */
  static Optional<String> problem(String name, String value) {
    Optional<String> reserved = ReservedEnv.problemWith(name);
    if (reserved.isPresent()) {
      return reserved;
    }
    if (value.length() > MAX_VALUE) {
      return Optional.of("A value holds at most %d KiB.".formatted(MAX_VALUE / 1024));
    }
    return value.indexOf('\0') >= 0
        ? Optional.of("A value cannot hold a NUL character.")
        : Optional.empty();
  }
}
