package dev.rayport.e2e;

import static dev.rayport.e2e.OperatorAlone.seconds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./rayport bench kubernetes}: from a wish to a cluster of head and worker that runs Ray, by
 * the portal and by {@code kubectl apply} of the very objects that the portal shows for it.
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesStartBench {

  private static final int PAIRS = 3;
  private static final int PODS_EACH = 2;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String NAMESPACE = "bench-kubectl";
  private static final String PORTALS = "rp-default-training";

  private final Path bed = Path.of(System.getenv("RAYPORT_TESTBED"));
  private final KubeApi api = KubeApi.of(bed);
  private final BenchTable table = new BenchTable("kubernetes-start", "kubectl apply");
  private Portal portal;

  @BeforeAll
  void startPortal() {
    portal = TestBedPortal.on(bed, TestBedPortal.REAL_NODE);
    api.create("/api/v1/namespaces", Map.of("metadata", Map.of("name", NAMESPACE)));
  }

  @AfterAll
  void leaveNothing() {
    portal.close();
    api.delete("/api/v1/namespaces/" + NAMESPACE);
    api.delete("/api/v1/namespaces/" + PORTALS);
  }

  @Test
  void start() throws Exception {
    // Whatever is slow only the first time is not measured.
    pair("first");
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int number = 1; number <= PAIRS; number++) {
      Pair pair = pair("pair-" + number);
      ours.add(pair.portal());
      theirs.add(pair.kubectl());
    }
    double ratio = BenchTable.quantile(ours, 0.5) / BenchTable.quantile(theirs, 0.5);
    table.add(
        "create to READY, medians of " + PAIRS,
        "%.1f s  × %.2f".formatted(BenchTable.quantile(ours, 0.5), ratio),
        "≤ × 1.15",
        "%.1f s".formatted(BenchTable.quantile(theirs, 0.5)));
    table.add("  each", words(ours), "", words(theirs));
  }

  private record Pair(double portal, double kubectl) {}

  private Pair pair(String name) throws Exception {
    Rest rest = portal.rest();
    Instant start = Instant.now();
    JsonNode cluster = rest.post("/clusters", Map.of("name", name, "template", "train-cpu"));
    String path = "/clusters/" + cluster.get("id").asString();
    rest.until(path, LIMIT, SeenClusters::ready);
    double ours = seconds(start, Instant.now());
    Path file = Path.of("target", name + ".yaml");
    Files.writeString(file, alone(rest.text(path + "/manifest")));
    rest.delete(path);
    rest.until(path, LIMIT, seen -> Rest.state(seen).equals("STOPPED"));
    return new Pair(ours, apply(file));
  }

  /** In a namespace of their own, with a token, which manifests do not show. */
  private static String alone(String manifest) {
    String token = Base64.getEncoder().encodeToString("t".repeat(64).getBytes());
    return manifest
        .replace("namespace: " + PORTALS, "namespace: " + NAMESPACE)
        .replaceAll("auth_token: *(\"\"|''|\\S*)", "auth_token: " + token);
  }

  private double apply(Path file) throws Exception {
    try (ReadyWatch watch = new ReadyWatch(api, NAMESPACE, PODS_EACH)) {
      Instant start = Instant.now();
      kubectl("apply", "-f", file.toString());
      watch.await(1, LIMIT);
      Instant ready = watch.readyAt().values().iterator().next();
      kubectl("delete", "-f", file.toString());
      String pods = "/api/v1/namespaces/" + NAMESPACE + "/pods?limit=1";
      Awaitility.await("end of all pods")
          .atMost(LIMIT)
          .until(() -> api.get(pods).get("items").isEmpty());
      return seconds(start, ready);
    }
  }

  private void kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(bed.resolve("bin/kubectl").toString());
    command.add("--kubeconfig=" + bed.resolve("kubeconfig"));
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  private static String words(List<Double> values) {
    return String.join(", ", values.stream().map("%.1f"::formatted).toList());
  }
}
