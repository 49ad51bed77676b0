package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes objects for tests. */
final class Trees {

  private static final Pattern INDEXED = Pattern.compile("(.+)\\[([0-9]+)]");

  private Trees() {}

  /** A copy that can be changed everywhere. */
  static Map<String, Object> mutable(Map<?, ?> tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    tree.forEach((key, value) -> copy.put(key.toString(), copy(value)));
    return copy;
  }

  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> mutable(map);
      case List<?> list -> new ArrayList<>(list.stream().map(Trees::copy).toList());
      default -> value;
    };
  }

  /** Puts the value at the path; {@code -} takes away what is there. */
  static void set(Map<String, Object> tree, String path, Object value) {
    String[] keys = path.split("\\.");
    Map<String, Object> at = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      at = below(at, keys[i]);
    }
    if (value.equals("-")) {
      at.remove(keys[keys.length - 1]);
    } else {
      at.put(keys[keys.length - 1], copy(value));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> below(Map<String, Object> at, String key) {
    Matcher indexed = INDEXED.matcher(key);
    if (indexed.matches()) {
      List<Object> list = (List<Object>) at.get(indexed.group(1));
      return (Map<String, Object>) list.get(Integer.parseInt(indexed.group(2)));
    }
    return (Map<String, Object>) at.computeIfAbsent(key, k -> new LinkedHashMap<>());
  }
}
