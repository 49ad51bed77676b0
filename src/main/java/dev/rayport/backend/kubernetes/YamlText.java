package dev.rayport.backend.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML that every reader takes for the same tree: what YAML 1.1 (kubectl) or 1.2
 * could take for anything but text is in quotes.
 */
final class YamlText {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(Map<String, Object> tree) {
    YamlText text = new YamlText();
    text.map(tree, 0, false);
    return text.out.toString();
  }

  /**
   * @param started whether the first line's beginning is written, as after a list's dash
   */
  private void map(Map<?, ?> map, int indent, boolean started) {
    boolean first = started;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(scalar(entry.getKey().toString())).append(':');
      value(entry.getValue(), indent);
    }
  }

  private void value(Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        out.append('\n');
        map(map, indent + 2, false);
      }
      case List<?> list when !list.isEmpty() -> {
        out.append('\n');
        list(list, indent);
      }
      default -> out.append(' ').append(leaf(value)).append('\n');
    }
  }

  private void list(List<?> list, int indent) {
    for (Object item : list) {
      out.repeat(' ', indent).append("- ");
      if (item instanceof Map<?, ?> map && !map.isEmpty()) {
        map(map, indent + 2, true);
      } else if (item instanceof List<?> below && !below.isEmpty()) {
        out.append('\n');
        list(below, indent + 2);
      } else {
        out.append(leaf(item)).append('\n');
      }
    }
  }

  private static String leaf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "{}";
      case List<?> list -> "[]";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> scalar(value.toString());
    };
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(inQuotes(c)));
    return quoted.append('"').toString();
  }

  private static String inQuotes(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> {
        if (c >= ' ' && c < 0x7f || Character.isLetterOrDigit(c)) {
          yield Character.toString(c);
        }
        yield c <= 0xffff ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
      }
    };
  }
}
