package dev.rayport.template;

import dev.rayport.base.Quantity;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Reads single values strictly. A value is a Long, Double, String or Boolean; durations and
 * quantities stay text, as they were written.
 */
final class ValueReader {

  static final int MAX_TEXT = 4096;
  private static final String NO_DURATION =
      "is no duration; %s (in the API PT30M, PT2H or P1D).".formatted(DurationText.HOW);
  private static final Duration LONGEST = Duration.ofDays(365);

  private ValueReader() {}

  /**
   * @param raw as YAML, JSON or a form gave it
   * @throws IllegalArgumentException with the rule in words
   */
  static Object read(Parameter.Type type, Object raw) {
    return switch (type) {
      case INTEGER -> whole(raw);
      case NUMBER -> number(raw);
      case STRING -> text(raw);
      case BOOLEAN -> truth(raw);
      case DURATION -> raw instanceof Duration ? raw.toString() : durationText(raw);
      case QUANTITY -> quantity(raw).text();
    };
  }

  /** Orders two values of one type that has an order. */
  static int compare(Parameter.Type type, Object one, Object other) {
    return switch (type) {
      case INTEGER -> Long.compare((Long) one, (Long) other);
      case NUMBER -> Double.compare((Double) one, (Double) other);
      case DURATION -> duration(one).compareTo(duration(other));
      case QUANTITY -> quantity(one).amount().compareTo(quantity(other).amount());
      case STRING, BOOLEAN -> throw new IllegalArgumentException("Only amounts have a range.");
    };
  }

  static Duration duration(Object raw) {
    return Duration.parse(durationText(raw));
  }

  static Quantity quantity(Object raw) {
    return switch (raw) {
      case Quantity quantity -> quantity;
      case Long whole -> Quantity.parse(Long.toString(whole));
      case Integer whole -> Quantity.parse(Integer.toString(whole));
      case BigInteger whole -> Quantity.parse(whole.toString());
      case Double fraction when fraction >= 0 && fraction < 1e15 ->
          Quantity.parse(new java.math.BigDecimal(fraction.toString()).toPlainString());
      case String text -> Quantity.parse(text);
      default -> throw wrong(raw, "is no quantity; write it as Kubernetes does, such as 2 or 4Gi.");
    };
  }

  private static Long whole(Object raw) {
    return switch (raw) {
      case Long whole -> whole;
      case Integer whole -> Long.valueOf(whole);
      case BigInteger whole -> throw wrong(whole, "is more than anything here can be.");
      default -> throw wrong(raw, "is not a whole number; write it in digits, such as 4.");
    };
  }

  private static Double number(Object raw) {
    if (raw instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(raw, "is not a number; write it such as 0.5.");
  }

  private static String text(Object raw) {
    if (!(raw instanceof String text)) {
      throw wrong(raw, "is not text; write it in quotes.");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%d characters are too many; at most %d are allowed.".formatted(text.length(), MAX_TEXT));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The text holds a line break or control character; write it on one line.");
    }
    return text;
  }

  private static Boolean truth(Object raw) {
    if (raw instanceof Boolean truth) {
      return truth;
    }
    throw wrong(raw, "is neither true nor false.");
  }

  private static String durationText(Object raw) {
    if (!(raw instanceof String text)) {
      throw wrong(raw, NO_DURATION);
    }
    Duration duration;
    try {
      duration = Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      String rule =
          DurationText.parse(text)
              .map("is written %s here (ISO 8601)."::formatted)
              .orElse(NO_DURATION);
      throw wrong(text, rule);
    }
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw wrong(
          words(Parameter.Type.DURATION, text),
          "is outside of what is possible; from 1 s to 365 d.");
    }
    return text;
  }

  /** A value in sentences: durations as people write them. */
  static String words(Parameter.Type type, Object value) {
    String text = value.toString();
    return type == Parameter.Type.DURATION
        ? DurationText.parse(text).map(DurationText::of).orElse(text)
        : text;
  }

  private static IllegalArgumentException wrong(Object raw, String rule) {
    return new IllegalArgumentException("“%s” %s".formatted(shortened(raw.toString()), rule));
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
