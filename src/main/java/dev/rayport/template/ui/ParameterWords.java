package dev.rayport.template.ui;

import dev.rayport.template.DurationText;
import dev.rayport.template.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says a parameter's policy and values in words. */
final class ParameterWords {

  private ParameterWords() {}

  /** “Range 1 to 8, default 4”; empty when anything goes. */
  static String policy(Parameter parameter) {
    List<String> parts = new ArrayList<>();
    range(parameter).ifPresent(parts::add);
    if (!parameter.choices().isEmpty()) {
      parts.add("choice of " + parameter.choices().size());
    }
    parameter.pattern().ifPresent(pattern -> parts.add("matches " + pattern));
    parameter.byDefault().ifPresent(value -> parts.add("default " + value(value)));
    if (parts.isEmpty() && !parameter.required()) {
      parts.add("optional");
    }
    String text = String.join(", ", parts);
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The same for a table, with what is fixed, hidden or to choose from spelled out. */
  static String rule(Parameter parameter) {
    if (parameter.fixed().isPresent()) {
      return "Fixed" + (parameter.hidden() ? ", not shown" : "");
    }
    if (parameter.hidden()) {
      return "Set by the template, not shown";
    }
    if (!parameter.choices().isEmpty()) {
      return "One of "
          + parameter.choices().stream()
              .map(ParameterWords::value)
              .collect(Collectors.joining(", "));
    }
    return range(parameter)
        .map(text -> Character.toUpperCase(text.charAt(0)) + text.substring(1))
        .or(() -> parameter.pattern().map(pattern -> "Matches " + pattern))
        .orElse("Any");
  }

  private static Optional<String> range(Parameter parameter) {
    Optional<String> least = parameter.min().map(ParameterWords::value);
    Optional<String> most = parameter.max().map(ParameterWords::value);
    if (least.isPresent() && most.isPresent()) {
      return Optional.of("range %s to %s".formatted(least.get(), most.get()));
    }
    return least.map(min -> "at least " + min).or(() -> most.map(max -> "at most " + max));
  }

  /** A value as people read it; durations in words instead of ISO 8601. */
  static String value(Object value) {
    if (value instanceof Duration duration) {
      return DurationText.of(duration);
    }
    String text = value.toString();
    return text.startsWith("P")
        ? DurationText.parse(text).map(DurationText::of).orElse(text)
        : text;
  }
}
