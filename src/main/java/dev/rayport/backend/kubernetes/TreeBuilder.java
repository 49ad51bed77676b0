package dev.rayport.backend.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds one map of an object in the order of its calls. What is empty is left out: the API server
 * would fill it in or refuse it, and either way it would look like a difference.
 */
final class TreeBuilder {

  private final Map<String, Object> map = new LinkedHashMap<>();

  TreeBuilder put(String key, Object value) {
    boolean empty =
        value instanceof Map<?, ?> below && below.isEmpty()
            || value instanceof List<?> list && list.isEmpty()
            || value instanceof String text && text.isEmpty();
    if (!empty) {
      map.put(key, value);
    }
    return this;
  }

  Map<String, Object> build() {
    return map;
  }
}
