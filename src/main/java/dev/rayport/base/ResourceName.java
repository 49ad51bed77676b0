package dev.rayport.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A name that every place accepts: a DNS-1035 label (lower-case letters, digits, dashes, starting
 * with a letter, not ending with a dash) of 1 to 36 characters, so that every Kubernetes name
 * derived from it fits.
 */
public record ResourceName(@JsonValue String value) implements Comparable<ResourceName> {

  public static final int MAX_LENGTH = 36;
  private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  /**
   * @throws IllegalArgumentException with the broken rule in words
   */
  @JsonCreator
  public ResourceName {
    String problem = problemWith(value);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** The rule that {@code text} breaks, in words for its author; empty when it is a name. */
  public static String problemWith(String text) {
    if (text.isEmpty()) {
      return "A name is needed: lower-case letters, digits and dashes, such as train-1.";
    }
    if (text.length() > MAX_LENGTH) {
      return "%d characters are too many; at most %d are allowed."
          .formatted(text.length(), MAX_LENGTH);
    }
    if (!DNS_1035.matcher(text).matches()) {
      return "Only lower-case letters a to z, digits and dashes; start with a letter, end with a"
          + " letter or digit (DNS-1035).";
    }
    return "";
  }

  @Override
  public int compareTo(ResourceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
