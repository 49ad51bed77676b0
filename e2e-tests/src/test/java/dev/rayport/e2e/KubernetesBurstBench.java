package dev.rayport.e2e;

import static dev.rayport.e2e.OperatorAlone.seconds;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./rayport bench kubernetes}: a thousand clusters at once on a test bed's fake nodes, by
 * the portal and by KubeRay's operator alone. Pods on fake nodes are ready at once and run nothing;
 * a cluster is READY there for the same reason as elsewhere: its pods are ready, and its head's
 * service leads to one.
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesBurstBench {

  private static final int PODS_EACH = 2;
  private static final int CLIENTS = 16;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final String NAMESPACE = "rp-default-training";
  private static final List<String> PORTAL = List.of("portal", "provisioner");

  private final Path bed = Path.of(System.getenv("RAYPORT_TESTBED"));
  private final int clusters =
      Integer.parseInt(System.getenv().getOrDefault("RAYPORT_BENCH_CLUSTERS", "1000"));
  private final KubeApi api = KubeApi.of(bed);
  private final RequestCounts counts = new RequestCounts(api);
  private final BenchTable table = new BenchTable("kubernetes-burst", "operator alone");
  private Portal portal;

  @BeforeAll
  void startPortal() {
    portal = TestBedPortal.on(bed, TestBedPortal.FAKE_NODES);
  }

  @AfterAll
  void leaveNothing() {
    portal.close();
    counts.close();
    api.delete("/api/v1/namespaces/" + NAMESPACE);
  }

  @Test
  void burst() throws Exception {
    JsonNode sample = sample();
    PortalMemory before = PortalMemory.of(portal.pid());
    OperatorAlone.Times alone;
    double aloneDeleted;
    try (OperatorAlone operator = new OperatorAlone(api, sample)) {
      alone = operator.create(clusters, PODS_EACH, LIMIT);
      aloneDeleted = operator.delete(LIMIT);
    }
    create(alone, before);
    restart();
    delete(aloneDeleted);
  }

  /** One cluster as the portal makes it; it also makes namespace and walls, once for all. */
  private JsonNode sample() {
    Rest rest = portal.rest();
    JsonNode cluster = rest.post("/clusters", wish("sample"));
    String path = "/clusters/" + cluster.get("id").asString();
    rest.untilState(path, "READY");
    String all = "/apis/ray.io/v1/namespaces/" + NAMESPACE + "/rayclusters";
    JsonNode sample = api.get(all).get("items").get(0);
    rest.delete(path);
    rest.untilState(path, "STOPPED");
    return sample;
  }

  private static Map<String, Object> wish(String name) {
    return Map.of("name", name, "template", "train-cpu");
  }

  private void create(OperatorAlone.Times alone, PortalMemory before) throws Exception {
    Map<String, Long> asked = counts.now();
    Duration worked = PortalMemory.worked(portal.pid());
    Rest rest = portal.rest();
    try (ReadyWatch watch = new ReadyWatch(api, NAMESPACE, PODS_EACH);
        SeenClusters seen = new SeenClusters(rest, SeenClusters::ready)) {
      Instant start = Instant.now();
      all(number -> rest.post("/clusters", wish("burst-" + number)));
      double accepted = seconds(start, Instant.now());
      table.add(
          clusters + " clusters accepted",
          "%.1f s".formatted(accepted),
          "≤ 30 s",
          "%.1f s created".formatted(alone.created()));
      seen.await(clusters, LIMIT);
      Instant last = seen.seenAt().values().stream().max(Instant::compareTo).orElseThrow();
      double ready = seconds(start, last);
      table.add(
          "  all seen READY",
          "%.1f s  × %.2f".formatted(ready, ready / alone.ready()),
          "≤ × 1.25",
          "%.1f s".formatted(alone.ready()));
      lags(watch, seen);
    }
    Map<String, Long> now = counts.now();
    table.add(
        "  requests to the API server per cluster",
        "%.1f".formatted((double) RequestCounts.between(asked, now, PORTAL) / clusters),
        "",
        "%.1f by the operator meanwhile"
            .formatted((double) RequestCounts.between(asked, now, List.of("operator")) / clusters));
    table.add(
        "  processor time of the portal per cluster",
        "%.0f ms"
            .formatted(
                PortalMemory.worked(portal.pid()).minus(worked).toMillis() / (double) clusters),
        "",
        "");
    PortalMemory after = PortalMemory.of(portal.pid());
    table.add("  portal", after.words(), "", "with one cluster: " + before.words());
  }

  /** From the last event that makes a cluster ready to an answer by REST that says so. */
  private void lags(ReadyWatch watch, SeenClusters seen) {
    List<Double> lags = new ArrayList<>();
    watch
        .readyAt()
        .forEach((name, at) -> {
          Instant visible = seen.seenAt().get(name.replaceFirst("-[0-9a-f]{5}$", ""));
          lags.add(Math.max(0, seconds(at, visible)));
        });
    table.add(
        "  watch event to READY by REST, p95",
        "%.1f s  median %.1f s"
            .formatted(BenchTable.quantile(lags, 0.95), BenchTable.quantile(lags, 0.5)),
        "≤ 3 s",
        "");
    table.add(
        "  GET /clusters?limit=200 meanwhile, p95",
        "%.2f s".formatted(BenchTable.quantile(seen.pageSeconds(), 0.95)),
        "",
        "");
  }

  private interface Call {
    void with(int number);
  }

  private void all(Call call) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> answers = new ArrayList<>();
      for (int number = 0; number < clusters; number++) {
        int which = number;
        answers.add(clients.submit(() -> call.with(which)));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
    }
  }

  /** It knows again of a cluster what it was told by Kubernetes, such as where its head is. */
  private void restart() throws Exception {
    portal.kill();
    Map<String, Long> asked = counts.now();
    Instant start = Instant.now();
    portal.start();
    double answers = seconds(start, Instant.now());
    try (SeenClusters seen =
        new SeenClusters(
            portal.rest(),
            cluster -> SeenClusters.ready(cluster) && !cluster.path("rayAddress").isNull())) {
      seen.await(clusters, LIMIT);
    }
    table.add(
        "killed and restarted: all known again",
        "%.1f s  answers after %.1f s".formatted(seconds(start, Instant.now()), answers),
        "",
        "");
    table.add(
        "  requests to the API server per cluster",
        "%.2f".formatted((double) RequestCounts.between(asked, counts.now(), PORTAL) / clusters),
        "",
        "");
  }

  private void delete(double alone) throws Exception {
    Rest rest = portal.rest();
    Map<String, Long> asked = counts.now();
    Instant start = Instant.now();
    all(number -> rest.delete("/clusters/burst-" + number));
    table.add(
        clusters + " deletions accepted",
        "%.1f s".formatted(seconds(start, Instant.now())),
        "",
        "");
    Awaitility.await("end of all clusters")
        .atMost(LIMIT)
        .until(() -> rest.get("/clusters?limit=1").get("items").isEmpty());
    table.add(
        "  all gone from the list",
        "%.1f s".formatted(seconds(start, Instant.now())),
        "",
        "%.1f s until the last pod was gone".formatted(alone));
    table.add(
        "  requests to the API server per cluster",
        "%.1f".formatted((double) RequestCounts.between(asked, counts.now(), PORTAL) / clusters),
        "",
        "");
  }
}
