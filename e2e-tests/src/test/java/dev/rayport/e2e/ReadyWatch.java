package dev.rayport.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * When each cluster of a namespace became ready, by watches of its own: all its pods are ready and
 * its head's service leads to one of them. The moment is that of the last watch event's arrival.
 */
final class ReadyWatch implements AutoCloseable {

  private final int podsEach;
  private final List<Runnable> watches = new ArrayList<>();
  private final Map<String, Set<String>> readyPods = new HashMap<>();
  private final Set<String> served = new HashSet<>();
  private final Map<String, Instant> readyAt = new ConcurrentHashMap<>();

  /**
   * @param podsEach how many a cluster has
   */
  ReadyWatch(KubeApi api, String namespace, int podsEach) {
    this.podsEach = podsEach;
    watches.add(api.watch("/api/v1/namespaces/" + namespace + "/pods", this::pod));
    watches.add(
        api.watch(
            "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices", this::slice));
  }

  private synchronized void pod(JsonNode event) {
    JsonNode pod = event.get("object");
    String type = event.get("type").asString();
    if (type.equals("DELETED") || !isReady(pod)) {
      return;
    }
    String cluster = pod.at("/metadata/labels/ray.io~1cluster").asString("");
    readyPods
        .computeIfAbsent(cluster, first -> new HashSet<>())
        .add(pod.at("/metadata/name").asString());
    note(cluster);
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asString().equals("Ready")) {
        return condition.path("status").asString().equals("True");
      }
    }
    return false;
  }

  private synchronized void slice(JsonNode event) {
    JsonNode slice = event.get("object");
    boolean ready = false;
    for (JsonNode endpoint : slice.path("endpoints")) {
      ready |= endpoint.at("/conditions/ready").asBoolean(false);
    }
    if (ready) {
      String cluster =
          slice
              .at("/metadata/labels/kubernetes.io~1service-name")
              .asString("")
              .replaceFirst("-head-svc$", "");
      served.add(cluster);
      note(cluster);
    }
  }

  private void note(String cluster) {
    if (served.contains(cluster) && readyPods.getOrDefault(cluster, Set.of()).size() >= podsEach) {
      readyAt.putIfAbsent(cluster, Instant.now());
    }
  }

  /** Moments by cluster so far. */
  Map<String, Instant> readyAt() {
    return readyAt;
  }

  /** Waits until so many are ready. */
  void await(int clusters, Duration limit) {
    Awaitility.await("%d ready clusters".formatted(clusters))
        .atMost(limit)
        .until(() -> readyAt.size() >= clusters);
  }

  @Override
  public void close() {
    watches.forEach(Runnable::run);
  }
}
