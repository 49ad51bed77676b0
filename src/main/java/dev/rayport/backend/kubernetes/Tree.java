package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One map of an object of Kubernetes, read leniently: what is missing or of another kind is empty.
 *
 * @param path from the object's root, such as {@code spec.headGroupSpec}; empty for the root
 */
record Tree(String path, Map<String, Object> map) {

  static Tree of(Map<String, Object> root) {
    return new Tree("", root);
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return map.get(key) != null;
  }

  boolean isEmpty() {
    return map.isEmpty();
  }

  Optional<Object> raw(String key) {
    return Optional.ofNullable(map.get(key));
  }

  /** The map below the key, or below several keys with dots between them; may be empty. */
  Tree at(String dotted) {
    int dot = dotted.indexOf('.');
    if (dot >= 0) {
      return at(dotted.substring(0, dot)).at(dotted.substring(dot + 1));
    }
    return new Tree(path(dotted), asMap(map.get(dotted)));
  }

  /** A leaf as text; empty when it is missing or no leaf. */
  String text(String key) {
    Object value = map.get(key);
    return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
  }

  Optional<Long> whole(String key) {
    return map.get(key) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  boolean truth(String key) {
    return Boolean.TRUE.equals(map.get(key));
  }

  /** The maps of a list; other entries are left out. */
  List<Tree> list(String key) {
    List<Object> items = items(key);
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Map) {
        trees.add(new Tree(path(key) + "[" + i + "]", asMap(items.get(i))));
      }
    }
    return trees;
  }

  List<Object> items(String key) {
    return map.get(key) instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }

  /** The leaves of a map as texts. */
  Map<String, String> texts(String key) {
    Tree below = at(key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : below.map().keySet()) {
      if (!(below.map().get(name) instanceof Map || below.map().get(name) instanceof List)) {
        texts.put(name, below.text(name));
      }
    }
    return texts;
  }

  private static Map<String, Object> asMap(@org.jspecify.annotations.Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return Map.of();
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) value;
    return map;
  }
}
