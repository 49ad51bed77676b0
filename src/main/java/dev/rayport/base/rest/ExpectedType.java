package dev.rayport.base.rest;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.FieldError;

/** Says in a client's words what a field takes. */
final class ExpectedType {

  private ExpectedType() {}

  /** What is wrong with a parameter that is bound to a component of {@code record}. */
  static String message(FieldError error, Class<?> record) {
    Field component = ReflectionUtils.findField(record, error.getField());
    return error.isBindingFailure() && component != null
        ? "%s must be %s.".formatted(error.getField(), inWords(ResolvableType.forField(component)))
        : String.valueOf(error.getDefaultMessage());
  }

  /** One of several, or what may be there, is told of like the one itself. */
  static String inWords(ResolvableType type) {
    boolean holder =
        Collection.class.isAssignableFrom(type.toClass()) || type.toClass() == Optional.class;
    return inWords(holder ? type.getGeneric(0).toClass() : type.toClass());
  }

  static String inWords(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return "a duration such as PT30M";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a time such as 2026-11-21T09:00:00Z";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "text";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another form";
  }
}
