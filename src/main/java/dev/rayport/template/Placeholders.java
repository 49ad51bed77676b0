package dev.rayport.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values into a parsed tree: a leaf that is exactly <code>${name}</code> becomes the value
 * with its type, never a part of a text. A leaf whose parameter has no value is left out.
 */
final class Placeholders {

  private static final Pattern WHOLE = Pattern.compile("\\$\\{([^{}$]*)}");

  private final Map<String, Object> values;
  private final Set<String> declared;
  private final Problems problems;
  private final Map<String, String> origins = new HashMap<>();

  /**
   * @param values by parameter name
   * @param declared every parameter of the template, also those without a value
   */
  Placeholders(Map<String, Object> values, Set<String> declared, Problems problems) {
    this.values = values;
    this.declared = declared;
    this.problems = problems;
  }

  /** The parameter that a leaf takes its value from. */
  static Optional<String> parameterOf(Object leaf) {
    if (leaf instanceof String text) {
      Matcher matcher = WHOLE.matcher(text);
      return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Template path of each leaf that came from a parameter, to that parameter's name. */
  Map<String, String> origins() {
    return origins;
  }

  Map<String, Object> fill(Map<String, Object> tree) {
    return map("", tree);
  }

  private Map<String, Object> map(String path, Map<?, ?> tree) {
    Map<String, Object> filled = new LinkedHashMap<>();
    tree.forEach((key, value) -> {
      String at = path.isEmpty() ? key.toString() : path + "." + key;
      if (key.toString().contains("${")) {
        problems.add(at, "A key cannot be a parameter.");
      }
      node(at, value).ifPresent(known -> filled.put(key.toString(), known));
    });
    return filled;
  }

  private Optional<Object> node(String path, Object value) {
    return switch (value) {
      case Map<?, ?> map -> Optional.of(map(path, map));
      case List<?> list -> Optional.of(list(path, list));
      case String text when text.contains("${") -> leaf(path, text);
      default -> Optional.of(value);
    };
  }

  private List<Object> list(String path, List<?> list) {
    List<Object> filled = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      node(path + "[" + i + "]", list.get(i)).ifPresent(filled::add);
    }
    return filled;
  }

  private Optional<Object> leaf(String path, String text) {
    Optional<String> name = parameterOf(text);
    if (name.isEmpty()) {
      problems.add(
          path, "“%s” mixes text and a parameter; a value is one or the other.".formatted(text));
      return Optional.empty();
    }
    if (!declared.contains(name.get())) {
      problems.add(path, "There is no parameter “%s”.".formatted(name.get()));
      return Optional.empty();
    }
    origins.put(path, name.get());
    return Optional.ofNullable(values.get(name.get()));
  }
}
