package dev.rayport.job.ui;

import dev.rayport.template.DurationText;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations as people type them, {@code 1 h 30 min}, beside ISO 8601. */
final class TimeLimit {

  private TimeLimit() {}

  /** ISO 8601; what cannot be read stays as it was typed, for the service to refuse. */
  static String iso(String typed) {
    return DurationText.parse(typed).map(Duration::toString).orElse(typed.strip());
  }

  /** As people type it; what is no ISO 8601 duration stays as it is. */
  static String words(String iso) {
    try {
      return DurationText.of(Duration.parse(iso));
    } catch (DateTimeParseException e) {
      return iso;
    }
  }
}
