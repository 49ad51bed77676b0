package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What of an imported object does not come along, from the first line to the last. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();
  private final Map<String, Integer> lines;

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
