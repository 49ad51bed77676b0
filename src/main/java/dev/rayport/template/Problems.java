package dev.rayport.template;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, so that the author sees all of it at once. */
final class Problems {

  private static final int MOST = 50;
  private final List<FieldError> found = new ArrayList<>();
  private final Map<String, Integer> lines;
  private final Map<String, String> origins;

  /**
   * @param lines line of each path; empty when there is no text to point into
   * @param origins template path to the request field that its value came from
   */
  Problems(Map<String, Integer> lines, Map<String, String> origins) {
    this.lines = lines;
    this.origins = origins;
  }

  Problems() {
    this(Map.of(), Map.of());
  }

  void add(String path, String message) {
    if (found.size() >= MOST) {
      return;
    }
    Integer line = line(path);
    found.add(
        new FieldError(
            field(path),
            line == null ? message : "Line %d, %s: %s".formatted(line, path, message)));
  }

  /** As {@link #add}, unless something is wrong with that path already. */
  void also(String path, String message) {
    String field = field(path);
    if (found.stream().noneMatch(error -> error.field().equals(field))) {
      add(path, message);
    }
  }

  /** A rule may speak of a whole, of which one part came from the request. */
  private String field(String path) {
    if (origins.containsKey(path)) {
      return origins.get(path);
    }
    List<String> parts =
        origins.entrySet().stream()
            .filter(origin -> origin.getKey().startsWith(path + "."))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return parts.size() == 1 ? parts.getFirst() : path;
  }

  boolean any() {
    return !found.isEmpty();
  }

  /** Throws if anything was found. */
  void refuse() {
    if (any()) {
      throw Refusal.invalid(found);
    }
  }

  private @org.jspecify.annotations.Nullable Integer line(String path) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      if (lines.containsKey(at)) {
        return lines.get(at);
      }
    }
    return lines.get("");
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }
}
