package dev.rayport.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same clusters without the portal: a plain client creates the {@code RayCluster}s, four at a
 * time, and KubeRay's operator does the rest. They share one account and one Secret.
 */
final class OperatorAlone implements AutoCloseable {

  static final String NAMESPACE = "bench-alone";
  private static final String SHARED = "bench";
  private static final String CLUSTERS = "/apis/ray.io/v1/namespaces/" + NAMESPACE + "/rayclusters";
  private static final int AT_A_TIME = 4;

  private final KubeApi api;
  private final JsonNode sample;

  /**
   * @param created seconds until the last was created
   * @param ready seconds until the last was ready
   */
  record Times(double created, double ready) {}

  /**
   * @param sample a cluster as the portal made it
   */
  OperatorAlone(KubeApi api, JsonNode sample) {
    this.api = api;
    this.sample = sample;
    api.create("/api/v1/namespaces", Map.of("metadata", Map.of("name", NAMESPACE)));
    api.create(
        "/api/v1/namespaces/" + NAMESPACE + "/serviceaccounts",
        Map.of("metadata", Map.of("name", SHARED)));
    api.create(
        "/api/v1/namespaces/" + NAMESPACE + "/secrets",
        Map.of(
            "metadata",
            Map.of("name", SHARED),
            "stringData",
            Map.of("auth_token", "t".repeat(64))));
  }

  Times create(int clusters, int podsEach, Duration limit) throws Exception {
    try (ReadyWatch watch = new ReadyWatch(api, NAMESPACE, podsEach);
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
      Instant start = Instant.now();
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (int number = 0; number < clusters; number++) {
        JsonNode cluster = named("alone-" + number);
        answers.add(clients.submit(() -> api.create(CLUSTERS, cluster)));
      }
      for (Future<JsonNode> answer : answers) {
        answer.get();
      }
      double created = seconds(start, Instant.now());
      watch.await(clusters, limit);
      Instant last = watch.readyAt().values().stream().max(Instant::compareTo).orElseThrow();
      return new Times(created, seconds(start, last));
    }
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private JsonNode named(String name) {
    ObjectNode cluster = ((ObjectNode) sample).deepCopy();
    cluster.remove("status");
    cluster.putObject("metadata").put("name", name);
    ObjectNode spec = (ObjectNode) cluster.get("spec");
    ((ObjectNode) spec.get("authOptions")).put("secretName", SHARED);
    account(spec.get("headGroupSpec"));
    ((ArrayNode) spec.get("workerGroupSpecs")).forEach(OperatorAlone::account);
    return cluster;
  }

  private static void account(JsonNode group) {
    ((ObjectNode) group.at("/template/spec")).put("serviceAccountName", SHARED);
  }

  /** Deletes all of them; returns the seconds until the last pod was gone. */
  double delete(Duration limit) {
    Instant start = Instant.now();
    api.delete(CLUSTERS);
    String pods = "/api/v1/namespaces/" + NAMESPACE + "/pods?limit=1";
    Awaitility.await("end of all pods")
        .atMost(limit)
        .until(() -> api.get(pods).get("items").isEmpty());
    return seconds(start, Instant.now());
  }

  @Override
  public void close() {
    api.delete("/api/v1/namespaces/" + NAMESPACE);
  }
}
