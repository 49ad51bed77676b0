package dev.rayport.job;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A text that comes in pieces, with stars in place of secrets. As many bytes come out as came in,
 * so that places in it stay what they are.
 */
final class MaskedText {

  /** What is shorter stands in ordinary words, too. */
  static final int SHORTEST = 8;

  private final List<String> secrets;
  private final StringBuilder held = new StringBuilder();

  MaskedText(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .map(String::strip)
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** What may be shown so far; the beginning of what may become a secret is held back. */
  String next(String piece) {
    return secrets.isEmpty() ? piece : shown(piece, true);
  }

  /** What was held back, when nothing comes any more. */
  String rest() {
    return shown("", false);
  }

  private String shown(String piece, boolean moreComes) {
    String text = held.append(piece).toString();
    held.setLength(0);
    StringBuilder shown = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (moreComes && begins(text, at)) {
        held.append(text, at, text.length());
        break;
      }
      String found = secretAt(text, at);
      if (found.isEmpty()) {
        shown.append(text.charAt(at));
        at++;
      } else {
        shown.repeat("*", found.getBytes(StandardCharsets.UTF_8).length);
        at += found.length();
      }
    }
    return shown.toString();
  }

  /** The longest there; empty: none. */
  private String secretAt(String text, int at) {
    for (String secret : secrets) {
      if (text.startsWith(secret, at)) {
        return secret;
      }
    }
    return "";
  }

  /** Whether all that follows is how a longer secret begins. */
  private boolean begins(String text, int at) {
    int left = text.length() - at;
    for (String secret : secrets) {
      if (left < secret.length() && secret.regionMatches(0, text, at, left)) {
        return true;
      }
    }
    return false;
  }
}
