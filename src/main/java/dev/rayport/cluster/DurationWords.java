package dev.rayport.cluster;

import java.time.Duration;

/** Durations as sentences hold them, such as “1 h 30 min”. */
final class DurationWords {

  private DurationWords() {}

  static String of(Duration duration) {
    long days = duration.toDays();
    String text =
        part(days, "d") + part(duration.toHoursPart(), "h") + part(duration.toMinutesPart(), "min");
    return text.isEmpty() ? duration.toSeconds() + " s" : text.strip();
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + " " + unit + " ";
  }
}
