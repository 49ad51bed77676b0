package dev.rayport.template;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 30 min}, {@code 1 h 30 min}, {@code 2d}, {@code PT4H}. */
public final class DurationText {

  /** How to write one, for refusals. */
  public static final String HOW = "write it like 30m, 2h or 1d";

  // Nobody types more, and matching takes stack for each part.
  private static final int LONGEST = 100;
  private static final String UNIT = "(d|days?|h|hours?|min|minutes?|m|s|seconds?)";
  private static final Pattern PART = Pattern.compile("([0-9]{1,6}) ?" + UNIT + "(?= |$|[0-9])");
  private static final Pattern WHOLE =
      Pattern.compile("([0-9]{1,6} ?" + UNIT + "(?= |$|[0-9]) ?)+", Pattern.CASE_INSENSITIVE);

  private DurationText() {}

  /** Empty when it is no duration. */
  public static Optional<Duration> parse(String text) {
    String plain = text.strip();
    if (plain.length() > LONGEST) {
      return Optional.empty();
    }
    if (!WHOLE.matcher(plain).matches()) {
      return iso(plain);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(plain.toLowerCase(Locale.ROOT));
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2).charAt(0)) {
                case 'd' -> Duration.ofDays(amount);
                case 'h' -> Duration.ofHours(amount);
                case 's' -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
              });
    }
    return Optional.of(sum);
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** As it would be typed, without rounding. */
  public static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    add(text, duration.toDaysPart(), "d");
    add(text, duration.toHoursPart(), "h");
    add(text, duration.toMinutesPart(), "min");
    add(text, duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0 s" : text.toString();
  }

  private static void add(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
