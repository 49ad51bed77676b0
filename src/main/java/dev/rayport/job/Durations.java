package dev.rayport.job;

import java.time.Duration;

/** Durations in reasons: {@code 1 h 30 min}. */
final class Durations {

  private Durations() {}

  static String words(Duration duration) {
    StringBuilder words = new StringBuilder();
    add(words, duration.toDays(), "d");
    add(words, duration.toHoursPart(), "h");
    add(words, duration.toMinutesPart(), "min");
    add(words, duration.toSecondsPart(), "s");
    return words.isEmpty() ? "0 s" : words.toString();
  }

  private static void add(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(words.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
