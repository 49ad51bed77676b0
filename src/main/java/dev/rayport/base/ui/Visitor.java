package dev.rayport.base.ui;

import java.util.Locale;

/**
 * Who looks at the page.
 *
 * @param name shown, and unique in the tenant
 * @param role lower case, such as {@code researcher}
 * @param tenant whose objects the page shows and whose news it gets
 * @param mayWrite whether creating and submitting is offered
 */
public record Visitor(String name, String role, String tenant, boolean mayWrite) {

  /** A door: the room that knows accounts tells who it is. */
  public interface Source {

    /** The user of this thread's request. */
    Visitor visitor();
  }

  /** Two letters that stand for a name in a small space. */
  static String initials(String name) {
    StringBuilder letters = new StringBuilder();
    for (String part : name.split("[^\\p{L}\\p{N}]+")) {
      if (!part.isEmpty() && letters.length() < 2) {
        letters.appendCodePoint(part.codePointAt(0));
      }
    }
    if (letters.length() == 1 && name.length() > 1 && Character.isLetterOrDigit(name.charAt(1))) {
      letters.append(name.charAt(1));
    }
    return letters.toString().toUpperCase(Locale.ROOT);
  }
}
