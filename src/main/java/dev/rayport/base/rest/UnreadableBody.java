package dev.rayport.base.rest;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a JSON body: which field, and what it takes instead. */
final class UnreadableBody {

  private UnreadableBody() {}

  static Refusal explain(HttpMessageNotReadableException unreadable) {
    Optional<Refusal> refusal = causes(unreadable, Refusal.class);
    Optional<JacksonException> json = causes(unreadable, JacksonException.class);
    if (refusal.isPresent()) {
      return json.map(e -> below(path(e), refusal.get())).orElseGet(refusal::get);
    }
    if (causes(unreadable, BodyTooLarge.class).isPresent()) {
      return BodyTooLarge.refusal();
    }
    return json.map(UnreadableBody::explain)
        .orElseGet(() -> malformed("The body must be JSON; there is none that can be read."));
  }

  private static Refusal explain(JacksonException problem) {
    String path = path(problem);
    return switch (problem) {
      case UnrecognizedPropertyException unknown ->
          Refusal.invalid(path, "%s is not known; there are %s.".formatted(path, known(unknown)));
      case ValueInstantiationException refused
          when refused.getCause() instanceof IllegalArgumentException rule ->
          Refusal.invalid(path, String.valueOf(rule.getMessage()));
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          path.isEmpty()
              ? malformed("The body must be a JSON object.")
              : Refusal.invalid(
                  path,
                  "%s must be %s.".formatted(path, ExpectedType.inWords(mismatch.getTargetType())));
      case StreamReadException syntax -> malformed(syntax(syntax));
      case DatabindException other when !path.isEmpty() ->
          Refusal.invalid(
              path, "%s cannot be read: %s".formatted(path, other.getOriginalMessage()));
      default -> malformed("The body is no JSON that fits here.");
    };
  }

  private static Refusal below(String path, Refusal refusal) {
    List<FieldError> errors =
        refusal.errors().stream()
            .map(e -> new FieldError(path.isEmpty() ? e.field() : path, e.message()))
            .toList();
    return new Refusal(refusal.kind(), refusal.code(), refusal.detail(), errors);
  }

  private static Refusal malformed(String detail) {
    return new Refusal(Refusal.Kind.INVALID, "malformed-json", detail);
  }

  private static String syntax(StreamReadException syntax) {
    return syntax.getLocation() == null
        ? "The body is not well-formed JSON."
        : "The body is not well-formed JSON: line %d, column %d: %s"
            .formatted(
                syntax.getLocation().getLineNr(),
                syntax.getLocation().getColumnNr(),
                syntax.getOriginalMessage().replaceAll("(?s) \\(start marker.*|\n.*", ""));
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds() == null
        ? "others"
        : unknown.getKnownPropertyIds().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  /** As a client would write it: {@code resources.cpus}, {@code groups[1].name}. */
  private static String path(JacksonException problem) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : problem.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static <T extends Throwable> Optional<T> causes(Throwable outer, Class<T> type) {
    return Stream.<Throwable>iterate(outer, t -> t != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
