package dev.rayport.template;

import dev.rayport.template.Parameter.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one parameter of a template and checks that its policy makes sense. */
final class ParameterReader {

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]{0,35}");
  private static final Set<Type> ORDERED =
      EnumSet.of(Type.INTEGER, Type.NUMBER, Type.DURATION, Type.QUANTITY);
  private static final int MAX_CHOICES = 100;
  private static final int MAX_PATTERN = 200;

  private ParameterReader() {}

  static Optional<Parameter> read(String name, Fields fields) {
    Optional<Type> type = type(fields);
    Optional<Parameter> parameter = type.map(known -> read(name, known, fields));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    fields.finish();
    parameter.ifPresent(known -> checkTogether(known, fields));
    if (!NAME.matcher(name).matches() || name.equals(TemplateResolver.WORKER_GROUPS)) {
      fields.wrong(
          "type",
          "“%s” cannot be a parameter's name; letters and digits, as in idleTime.".formatted(name));
    }
    return parameter;
  }

  private static Parameter read(String name, Type type, Fields fields) {
    Optional<Object> fixed = fields.value("fixed", type);
    Optional<Object> byDefault = fields.value("default", type);
    List<Object> range = range(type, fields);
    boolean needed = fixed.isEmpty() && byDefault.isEmpty();
    return new Parameter(
        name,
        fields.text("label").orElse(name),
        fields.text("description").orElse(""),
        type,
        fixed,
        byDefault,
        range.stream().findFirst(),
        range.stream().skip(1).findFirst(),
        choices(type, fields),
        pattern(type, fields),
        fields.truth("hidden"),
        fields.raw("required").isPresent() ? fields.truth("required") : needed);
  }

  private static Optional<Type> type(Fields fields) {
    Optional<String> text = fields.text("type");
    Optional<Type> type =
        Arrays.stream(Type.values())
            .filter(known -> text.equals(Optional.of(word(known))))
            .findFirst();
    if (type.isEmpty()) {
      fields.wrong(
          "type",
          "type is one of %s."
              .formatted(
                  String.join(
                      ", ", Arrays.stream(Type.values()).map(ParameterReader::word).toList())));
    }
    return type;
  }

  private static String word(Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static List<Object> range(Type type, Fields fields) {
    if (fields.raw("range").isEmpty()) {
      return List.of();
    }
    if (!ORDERED.contains(type)) {
      fields.wrong("range", "Only amounts have a range; use choice or pattern.");
      return List.of();
    }
    List<Object> ends = converted("range", type, fields);
    if (ends.size() != 2 || ValueReader.compare(type, ends.getFirst(), ends.getLast()) > 0) {
      fields.wrong("range", "A range is [least, most].");
      return List.of();
    }
    return ends;
  }

  private static List<Object> choices(Type type, Fields fields) {
    if (fields.raw("choice").isEmpty()) {
      return List.of();
    }
    List<Object> choices = converted("choice", type, fields);
    if (choices.isEmpty() || choices.size() > MAX_CHOICES) {
      fields.wrong("choice", "A choice lists 1 to %d values.".formatted(MAX_CHOICES));
    }
    if (choices.stream().distinct().count() < choices.size()) {
      fields.wrong("choice", "A value is there twice.");
    }
    return choices;
  }

  private static List<Object> converted(String key, Type type, Fields fields) {
    List<Object> values = new ArrayList<>();
    List<Object> items = fields.items(key);
    for (int i = 0; i < items.size(); i++) {
      fields.convert(fields.path(key) + "[" + i + "]", type, items.get(i)).ifPresent(values::add);
    }
    return values;
  }

  private static Optional<String> pattern(Type type, Fields fields) {
    Optional<String> pattern = fields.text("pattern");
    if (pattern.isPresent() && type != Type.STRING) {
      fields.wrong("pattern", "Only strings have a pattern.");
    }
    try {
      pattern.ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      fields.wrong("pattern", "This is no regular expression: %s.".formatted(e.getDescription()));
      return Optional.empty();
    }
    if (pattern.isPresent() && pattern.get().length() > MAX_PATTERN) {
      fields.wrong("pattern", "At most %d characters.".formatted(MAX_PATTERN));
    }
    return pattern;
  }

  private static void checkTogether(Parameter parameter, Fields fields) {
    if (parameter.fixed().isPresent() && parameter.byDefault().isPresent()) {
      fields.wrong("fixed", "A fixed value needs no default.");
    }
    if (parameter.hidden() && parameter.fixed().or(parameter::byDefault).isEmpty()) {
      fields.wrong("hidden", "A hidden parameter needs a fixed value or a default.");
    }
    for (String key : List.of("fixed", "default")) {
      Optional<Object> value = key.equals("fixed") ? parameter.fixed() : parameter.byDefault();
      value
          .flatMap(known -> ParameterPolicy.problem(parameter, known))
          .ifPresent(problem -> fields.wrong(key, problem + "."));
    }
  }
}
