package dev.rayport.template;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides whether a parameter may have a value; the same for form, API and importer. */
final class ParameterPolicy {

  /** Characters that a pattern may look at; a pattern that needs more was written to hang. */
  private static final int MATCH_BUDGET = 200_000;

  private ParameterPolicy() {}

  /**
   * The value to use for what a user asked.
   *
   * @throws IllegalArgumentException with what happened, the limit and the rule
   */
  static Object accept(Parameter parameter, Object raw, String reference) {
    Object value = ValueReader.read(parameter.type(), raw);
    Optional<String> problem = locked(parameter, value).or(() -> problem(parameter, value));
    if (problem.isPresent()) {
      throw new IllegalArgumentException(sentence(problem.get(), parameter.name(), reference));
    }
    return value;
  }

  /** Adds to a problem which rule was broken and who can change it. */
  static String sentence(String problem, String rule, String reference) {
    return "%s. Rule “%s” of %s; a lead can add a version with another rule."
        .formatted(problem, rule, reference);
  }

  private static Optional<String> locked(Parameter parameter, Object value) {
    Optional<Object> set = parameter.fixed();
    if (parameter.hidden()) {
      set = set.or(parameter::byDefault);
    }
    if (set.isEmpty() || set.get().equals(value)) {
      return Optional.empty();
    }
    return Optional.of(
        parameter.hidden()
            ? "This is set by the template and cannot be chosen"
            : "This is fixed at %s".formatted(words(parameter, set.get())));
  }

  /** What range, choice and pattern say against a value; empty when it may be. */
  static Optional<String> problem(Parameter parameter, Object value) {
    return outside(parameter, value)
        .or(() -> notChosen(parameter, value))
        .or(() -> parameter.pattern().flatMap(pattern -> mismatch(pattern, value)));
  }

  private static Optional<String> outside(Parameter parameter, Object value) {
    Parameter.Type type = parameter.type();
    if (parameter.max().isPresent()
        && ValueReader.compare(type, value, parameter.max().get()) > 0) {
      return Optional.of(
          "%s is over the limit of %s"
              .formatted(words(parameter, value), words(parameter, parameter.max().get())));
    }
    if (parameter.min().isPresent()
        && ValueReader.compare(type, value, parameter.min().get()) < 0) {
      return Optional.of(
          "%s is under the least of %s"
              .formatted(words(parameter, value), words(parameter, parameter.min().get())));
    }
    return Optional.empty();
  }

  private static Optional<String> notChosen(Parameter parameter, Object value) {
    List<Object> choices = parameter.choices();
    if (choices.isEmpty() || choices.contains(value)) {
      return Optional.empty();
    }
    List<String> words = choices.stream().map(choice -> words(parameter, choice)).toList();
    return Optional.of(
        "“%s” is none of %s".formatted(words(parameter, value), String.join(", ", words)));
  }

  private static String words(Parameter parameter, Object value) {
    return ValueReader.words(parameter.type(), value);
  }

  private static Optional<String> mismatch(String pattern, Object value) {
    try {
      if (Pattern.compile(pattern).matcher(new Budgeted(value.toString())).matches()) {
        return Optional.empty();
      }
    } catch (IllegalStateException e) {
      return Optional.of("“%s” takes too long to compare with %s".formatted(value, pattern));
    }
    return Optional.of("“%s” does not match %s".formatted(value, pattern));
  }

  /** Text that may be looked at only so often, so that no pattern can hang the portal. */
  private static final class Budgeted implements CharSequence {
    private final String text;
    private int looks;

    Budgeted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MATCH_BUDGET) {
        throw new IllegalStateException("too many steps");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
