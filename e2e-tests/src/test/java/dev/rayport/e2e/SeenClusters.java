package dev.rayport.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** What a REST client sees that reads the whole list again and again. */
final class SeenClusters implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Rest rest;
  private final Predicate<JsonNode> wanted;
  private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();
  private final List<Double> pageSeconds = new ArrayList<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seen-clusters").factory());
  private final Future<?> looking;
  private volatile Map<String, Long> states = Map.of();

  /**
   * @param wanted what to note the first moment of
   */
  SeenClusters(Rest rest, Predicate<JsonNode> wanted) {
    this.rest = rest;
    this.wanted = wanted;
    this.looking =
        looks.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Fails too when a look failed, with its reason. */
  void await(int clusters, Duration limit) throws Exception {
    try {
      Awaitility.await(clusters + " clusters seen")
          .atMost(limit)
          .until(() -> looking.isDone() || seenAt.size() >= clusters);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("%s; seen %s".formatted(e.getMessage(), states), e);
    }
    if (looking.isDone()) {
      looking.get();
    }
  }

  private void look() {
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
    } while (cursor.isPresent() && !looks.isShutdown());
    states = Map.copyOf(counts);
  }

  @Override
  public void close() {
    looks.close();
  }
}
