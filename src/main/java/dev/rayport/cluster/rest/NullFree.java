package dev.rayport.cluster.rest;

import dev.rayport.base.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects whose values must be there. */
final class NullFree {

  private NullFree() {}

  static <T> Map<String, T> map(String field, @Nullable Map<String, @Nullable T> json) {
    Map<String, T> map = new LinkedHashMap<>();
    if (json == null) {
      return map;
    }
    json.forEach((key, value) -> {
      if (value == null) {
        throw Refusal.invalid(field + "." + key, "null is no value; leave the key out.");
      }
      map.put(key, value);
    });
    return map;
  }
}
