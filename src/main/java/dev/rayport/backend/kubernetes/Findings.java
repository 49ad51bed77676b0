package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What of an imported object does not come along, from the first line to the last. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();
  private final Map<String, Integer> lines;

  /**
   * One part of the object.
   *
   * @param path such as {@code spec.headGroupSpec.headService}
   * @param line from 1
   * @param why in plain words
   */
  record Finding(Kind kind, String path, int line, String why) {}

  /** What becomes of it. */
  enum Kind {
    /** A cluster with it may not be made here. */
    NOT_ALLOWED,
    /** A cluster can be made, but without it. */
    NOT_CARRIED
  }

  /**
   * @param lines line of each path
   */
  Findings(Map<String, Integer> lines) {
    this.lines = lines;
  }

  void refuse(String path, String why) {
    add(Kind.NOT_ALLOWED, path, why);
  }

  void leave(String path, String why) {
    add(Kind.NOT_CARRIED, path, why);
  }

  List<Finding> all() {
    return all.stream().sorted(Comparator.comparingInt(Finding::line)).toList();
  }

  private void add(Kind kind, String path, String why) {
    String sentence = Character.toUpperCase(why.charAt(0)) + why.substring(1);
    all.add(new Finding(kind, path, line(path), sentence));
  }

  private int line(String path) {
    String at = path;
    while (!at.isEmpty() && !lines.containsKey(at)) {
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return lines.getOrDefault(at, 1);
  }
}
