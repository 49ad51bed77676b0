package dev.rayport.job.ui;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them, {@code 1 h 30 min}, beside ISO 8601. */
final class TimeLimit {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(d|h|min|m|s)\\s*");
  private static final Map<String, Long> SECONDS =
      Map.of("d", 86_400L, "h", 3_600L, "min", 60L, "m", 60L, "s", 1L);

  private TimeLimit() {}

  /** ISO 8601; what cannot be read stays as it was typed, for the service to refuse. */
  static String iso(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    Matcher parts = PART.matcher(text);
    long seconds = 0;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      seconds += Long.parseLong(parts.group(1)) * SECONDS.getOrDefault(parts.group(2), 0L);
      end = parts.end();
    }
    return end > 0 && end == text.length() ? Duration.ofSeconds(seconds).toString() : typed.strip();
  }

  /** As people type it; what is no ISO 8601 duration stays as it is. */
  static String words(String iso) {
    try {
      Duration duration = Duration.parse(iso);
      StringBuilder text = new StringBuilder();
      add(text, duration.toDaysPart(), "d");
      add(text, duration.toHoursPart(), "h");
      add(text, duration.toMinutesPart(), "min");
      add(text, duration.toSecondsPart(), "s");
      return text.toString().strip();
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  private static void add(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(' ').append(unit).append(' ');
    }
  }
}
