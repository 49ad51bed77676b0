package dev.rayport.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks again and again and keeps a table of how long that took. */
final class Stopwatch {

  private static final int WARM_UP = 5;
  private static final int TIMES = 40;
  private static final int AT_LEAST = 10;
  private static final long LIMIT = 300;

  /** What takes longer than this is asked less often. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Path file;
  private final List<Double> worst = new ArrayList<>();
  private int slow;

  Stopwatch(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
  }

  void title(String text) throws IOException {
    write(text);
    write("%9s %9s %9s".formatted("p50", "p95", "max"));
  }

  void group(String text) throws IOException {
    write(text);
  }

  void measure(String what, Runnable question) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < WARM_UP && since(begin) < PATIENCE.toMillis() / 3; i++) {
      question.run();
    }
    List<Double> took = new ArrayList<>();
    begin = System.nanoTime();
    while (took.size() < TIMES && (took.size() < AT_LEAST || since(begin) < PATIENCE.toMillis())) {
      long start = System.nanoTime();
      question.run();
      took.add(since(start));
    }
    took.sort(null);
    double p95 = took.get((int) Math.ceil(took.size() * 0.95) - 1);
    worst.add(p95);
    slow += p95 > LIMIT ? 1 : 0;
    write(
        "%9.1f %9.1f %9.1f  %s%s"
            .formatted(
                took.get(took.size() / 2),
                p95,
                took.getLast(),
                what,
                p95 > LIMIT ? "   more than %d".formatted(LIMIT) : ""));
  }

  void end() throws IOException {
    write(
        "%d of %d have a p95 of more than %d ms; the largest is %.1f."
            .formatted(slow, worst.size(), LIMIT, worst.stream().max(Double::compare).orElse(0.0)));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private void write(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println(line);
  }
}
