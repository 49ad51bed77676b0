package dev.rayport.backend.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why something is not there yet.
 *
 * @param code stable kebab-case word
 * @param words for a sentence that goes on, such as “image pull”
 * @param detail Kubernetes' own words; often empty
 * @param since when that began
 */
record Cause(Weight weight, String code, String words, String detail, Optional<Instant> since) {

  private static final int LONGEST = 300;

  /** How bad it is, from good to bad. */
  enum Weight {
    /** It takes its time. */
    NORMAL,
    /** Something must change outside. */
    STUCK,
    /** It will stay so. */
    HOPELESS
  }

  /**
   * @param detail as a field of an object, which may be missing
   */
  static Cause of(
      Weight weight,
      String code,
      String words,
      @org.jspecify.annotations.Nullable String detail,
      Optional<Instant> since) {
    return new Cause(weight, code, words, detail == null ? "" : detail, since);
  }

  /** The words with how long it lasts and what Kubernetes says. */
  String sentence(Instant now) {
    String lasting = since.map(from -> lasting(Duration.between(from, now))).orElse("");
    String said = plain(detail);
    return words + lasting + (said.isEmpty() ? "" : " (" + said + ")");
  }

  /** In steps, so that a page that shows it is not drawn anew each second. */
  static String lasting(Duration duration) {
    String words = words(duration);
    return words.isEmpty() ? "" : ", " + words;
  }

  static String words(Duration duration) {
    if (duration.toSeconds() < 10) {
      return "";
    }
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() / 10 * 10 + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min";
    }
    return duration.toDays() < 1 ? duration.toHours() + " h" : duration.toDays() + " d";
  }

  /** One line of what an outside system says. */
  static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }
}
