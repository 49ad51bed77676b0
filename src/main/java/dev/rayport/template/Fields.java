package dev.rayport.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one map of a template field by field; what nobody asked for is a mistake. */
final class Fields {

  private final String path;
  private final Map<String, Object> map;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(String path, Map<String, Object> map, Problems problems) {
    this.path = path;
    this.map = map;
    this.problems = problems;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void wrong(String key, String message) {
    problems.add(path(key), message);
  }

  /** The value as it is. */
  Optional<Object> raw(String key) {
    known.add(key);
    return Optional.ofNullable(map.get(key));
  }

  /** A value of the type; a mistake is noted and gives empty. */
  Optional<Object> value(String key, Parameter.Type type) {
    return raw(key).flatMap(raw -> convert(path(key), type, raw));
  }

  Optional<String> text(String key) {
    return value(key, Parameter.Type.STRING).map(String.class::cast);
  }

  boolean truth(String key) {
    return value(key, Parameter.Type.BOOLEAN).map(Boolean.class::cast).orElse(false);
  }

  /** A whole number within bounds; a mistake is noted and gives empty. */
  Optional<Integer> whole(String key, int least, int most) {
    Optional<Long> value = value(key, Parameter.Type.INTEGER).map(Long.class::cast);
    if (value.isPresent() && (value.get() < least || value.get() > most)) {
      wrong(key, "%d is not possible; from %d to %d.".formatted(value.get(), least, most));
      return Optional.empty();
    }
    return value.map(Long::intValue);
  }

  Optional<Object> convert(String at, Parameter.Type type, Object raw) {
    try {
      return Optional.of(ValueReader.read(type, raw));
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A map below this one; empty when it is not there or no map. */
  Optional<Fields> section(String key) {
    return raw(key).flatMap(raw -> fields(path(key), raw));
  }

  /** A map of plain values below this one, each as it is written. */
  Map<String, String> scalars(String key) {
    Map<String, String> scalars = new LinkedHashMap<>();
    section(key)
        .ifPresent(section -> {
          for (String name : section.keys()) {
            Object value = section.raw(name).orElseThrow();
            if (value instanceof Map || value instanceof List) {
              section.wrong(name, "This is one plain value.");
            } else {
              scalars.put(name, value.toString());
            }
          }
        });
    return scalars;
  }

  /** Maps in a list below this one. */
  List<Fields> sections(String key) {
    List<Fields> found = new ArrayList<>();
    List<Object> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      fields(path(key) + "[" + i + "]", items.get(i)).ifPresent(found::add);
    }
    return found;
  }

  List<Object> items(String key) {
    Object raw = raw(key).orElse(List.of());
    if (raw instanceof List<?> list) {
      return List.copyOf(list);
    }
    wrong(key, "This is a list.");
    return List.of();
  }

  /** Every entry of this map as its own section. */
  Map<String, Fields> entries() {
    Map<String, Fields> entries = new LinkedHashMap<>();
    for (String key : map.keySet()) {
      section(key).ifPresent(section -> entries.put(key, section));
    }
    return entries;
  }

  Set<String> keys() {
    return map.keySet();
  }

  /** Notes every key that was not asked for. */
  void finish() {
    for (String key : map.keySet()) {
      if (!known.contains(key)) {
        wrong(
            key, "“%s” is not known here; known are %s.".formatted(key, String.join(", ", known)));
      }
    }
  }

  private Optional<Fields> fields(String at, Object raw) {
    if (raw instanceof Map<?, ?> section) {
      @SuppressWarnings("unchecked")
      Map<String, Object> typed = (Map<String, Object>) section;
      return Optional.of(new Fields(at, typed, problems));
    }
    problems.add(at, "This is a map of fields.");
    return Optional.empty();
  }
}
