package dev.rayport.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark found, a line for each figure beside its aim and what it is compared with. */
final class BenchTable {

  private final List<String> lines = new ArrayList<>();
  private final Path file;

  BenchTable(String name, String comparedWith) {
    this.file = Path.of("target", "bench-" + name + ".txt");
    add("", "Rayport", "aim", comparedWith);
  }

  /** Shown at once, and kept if the benchmark fails later. */
  void add(String what, String found, String aim, String other) {
    String line = "%-46s %-30s %-14s %s".formatted(what, found, aim, other).stripTrailing();
    lines.add(line);
    System.out.println(line);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The value that this share of them does not exceed. */
  static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index));
  }
}
