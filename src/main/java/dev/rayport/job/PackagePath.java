package dev.rayport.job;

import dev.rayport.base.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of archive entries, refused when they could land outside of the working directory. */
final class PackagePath {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final int MAX_LENGTH = 1000;

  private PackagePath() {}

  /**
   * The path without {@code ./} and doubled slashes; empty for the folder itself.
   *
   * @throws Refusal for what is absolute, climbs out, or no file system takes
   */
  static String normal(String name) {
    if (name.length() > MAX_LENGTH) {
      throw refused(
          name.substring(0, 60) + "…", "is longer than %d characters".formatted(MAX_LENGTH));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw refused(name, "holds a control character");
    }
    if (name.indexOf('\\') >= 0) {
      throw refused(name, "holds a backslash; write folders with /");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw refused(name, "is absolute");
    }
    List<String> kept = new ArrayList<>();
    for (String segment : name.split("/")) {
      if (segment.equals("..")) {
        throw refused(name, "climbs out of the folder");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    return String.join("/", kept);
  }

  static Refusal refused(String name, String problem) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return new Refusal(
        Refusal.Kind.INVALID,
        "package-entry-refused",
        "The archive's entry “%s” %s. Nothing was stored; pack the folder again without it."
            .formatted(shown, problem));
  }
}
