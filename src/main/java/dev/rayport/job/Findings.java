package dev.rayport.job;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a wish, so that its author sees all of it at once. */
final class Findings {

  private static final int MOST = 50;
  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    if (errors.size() < MOST) {
      errors.add(new FieldError(field, message));
    }
  }

  List<FieldError> errors() {
    return errors;
  }

  /**
   * @throws Refusal when anything was found
   */
  void refuse() {
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
  }

  /** Refuses keys that are not {@code known}, with the likely spelling. */
  void unknownKeys(String path, Map<String, ?> given, Collection<String> known) {
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        String hint =
            nearest(key, known)
                .map(" Did you mean “%s”?"::formatted)
                .orElse(
                    " Known are %s."
                        .formatted(String.join(", ", known.stream().sorted().toList())));
        add(
            path.isEmpty() ? shown(key) : path + "." + shown(key),
            "There is no field “%s”.%s".formatted(shown(key), hint));
      }
    }
  }

  Optional<String> text(String path, @Nullable Object value) {
    if (value instanceof String text && text.indexOf('\0') < 0) {
      return Optional.of(text);
    }
    if (value != null) {
      add(path, "This must be text, not %s.".formatted(kind(value)));
    }
    return Optional.empty();
  }

  Optional<List<?>> list(String path, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return Optional.of(list);
    }
    if (value != null) {
      add(path, "This must be a list, not %s.".formatted(kind(value)));
    }
    return Optional.empty();
  }

  Optional<Map<String, Object>> object(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> result = new java.util.LinkedHashMap<>();
      map.forEach((key, item) -> result.put(String.valueOf(key), item));
      return Optional.of(result);
    }
    if (value != null) {
      add(path, "This must be an object of names and values, not %s.".formatted(kind(value)));
    }
    return Optional.empty();
  }

  Optional<Boolean> flag(String path, @Nullable Object value) {
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    if (value != null) {
      add(path, "This must be true or false, not %s.".formatted(kind(value)));
    }
    return Optional.empty();
  }

  /** What a value is, in words. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text ->
          text.indexOf('\0') >= 0
              ? "text with a NUL character"
              : "the text “%s”".formatted(shown(text));
      case Number number -> "the number " + number;
      case Boolean flag -> flag.toString();
      case List<?> list -> "a list";
      default -> "an object";
    };
  }

  static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 77) + "…";
  }

  private static Optional<String> nearest(String key, Collection<String> known) {
    String plain = plain(key);
    return known.stream()
        .filter(name -> distance(plain, plain(name)) <= Math.max(1, name.length() / 4))
        .min(java.util.Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static String plain(String key) {
    String start = key.length() > 40 ? key.substring(0, 40) : key;
    return start.replaceAll("[_-]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
