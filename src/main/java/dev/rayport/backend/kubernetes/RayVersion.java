package dev.rayport.backend.kubernetes;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as KubeRay compares it: numbers with dots, whatever follows does not count
 * (apimachinery, ParseGeneric).
 */
record RayVersion(int major, int minor, int patch) implements Comparable<RayVersion> {

  private static final Pattern FORM =
      Pattern.compile("\\s*v?([0-9]{1,6})\\.([0-9]{1,6})(?:\\.([0-9]{1,6}))?.*");

  static Optional<RayVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new RayVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  boolean before(int otherMajor, int otherMinor) {
    return compareTo(new RayVersion(otherMajor, otherMinor, 0)) < 0;
  }

  @Override
  public int compareTo(RayVersion other) {
    return Arrays.compare(
        new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
  }
}
