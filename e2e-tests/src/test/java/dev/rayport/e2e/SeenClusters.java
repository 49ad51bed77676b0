package dev.rayport.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What a REST client sees that reads the whole list again and again. */
final class SeenClusters implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Rest rest;
  private final Predicate<JsonNode> wanted;
  private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();
  private final List<Double> pageSeconds = new ArrayList<>();
  private final Thread thread;
  private volatile Map<String, Long> states = Map.of();
  private volatile boolean closed;

  /**
   * @param wanted what to note the first moment of
   */
  SeenClusters(Rest rest, Predicate<JsonNode> wanted) {
    this.rest = rest;
    this.wanted = wanted;
    this.thread = Thread.ofPlatform().daemon().name("seen-clusters").start(this::look);
  }

  static boolean ready(JsonNode cluster) {
    return Rest.state(cluster).equals("READY");
  }

  /** Clusters by name, with the moment at which the answer was there. */
  Map<String, Instant> seenAt() {
    return seenAt;
  }

  /** How many clusters were in each state in the last whole list. */
  Map<String, Long> states() {
    return states;
  }

  synchronized List<Double> pageSeconds() {
    return List.copyOf(pageSeconds);
  }

  void await(int clusters, Duration limit) throws InterruptedException {
    try {
      Patience.until(limit, clusters + " clusters seen", () -> seenAt.size() >= clusters);
    } catch (IllegalStateException e) {
      throw new IllegalStateException("%s; seen %s".formatted(e.getMessage(), states), e);
    }
  }

  private void look() {
    while (!closed) {
      try {
        once();
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void once() {
    Map<String, Long> counts = new HashMap<>();
    Optional<String> cursor = Optional.empty();
    do {
      long start = System.nanoTime();
      JsonNode page =
          rest.get("/clusters?limit=200" + cursor.map(text -> "&cursor=" + text).orElse(""));
      Instant now = Instant.now();
      synchronized (this) {
        pageSeconds.add((System.nanoTime() - start) / 1e9);
      }
      for (JsonNode cluster : page.get("items")) {
        counts.merge(Rest.state(cluster), 1L, Long::sum);
        if (wanted.test(cluster)) {
          seenAt.putIfAbsent(cluster.get("name").asString(), now);
        }
      }
      cursor = Optional.ofNullable(page.path("nextCursor").asString(null));
    } while (cursor.isPresent() && !closed);
    states = Map.copyOf(counts);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofMinutes(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
