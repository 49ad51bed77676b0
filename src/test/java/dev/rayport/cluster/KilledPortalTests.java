package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rayport.backend.kubernetes.OnTestBed;
import dev.rayport.backend.kubernetes.TestBed;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.replicas.PortalProcess;
import dev.rayport.tenant.PortalClient;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A portal is killed with -9 at random moments of what people ask of it; in the end each row has
 * exactly one cluster, and nothing is there without a row.
 */
@OnTestBed
@Tag("long")
class KilledPortalTests {

  private static final Set<String> SETTLED = Set.of("READY", "STOPPED", "SUSPENDED", "FAILED");
  private static final Set<String> RESTING = Set.of("STOPPED", "FAILED");

  private static final String PREFIX = "rp-killed-%d-".formatted(ProcessHandle.current().pid());
  private static final List<String> NAMESPACES =
      List.of(PREFIX + "default-training", PREFIX + "default-preprocessing");

  @TempDir Path home;
  private final Random random = new Random();
  private final KubernetesClient admin = TestBed.get().admin();
  private Optional<PortalProcess> portal = Optional.empty();

  @AfterEach
  void end() {
    portal.ifPresent(PortalProcess::close);
    NAMESPACES.forEach(namespace -> admin.namespaces().withName(namespace).delete());
    admin.close();
  }

  @Test
  void leavesOneClusterForEachRow() {
    killed(1);
  }

  @Test
  void leavesOneClusterForEachRowHoweverOftenItHappens() {
    killed(10);
  }

  private void killed(int times) {
    TestBed.get().install();
    start();
    wishes(0).forEach(Runnable::run);
    for (int round = 1; round <= times; round++) {
      List<Runnable> wishes = wishes(round);
      Thread people = Thread.ofVirtual().start(() -> wishes.forEach(Runnable::run));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200, 3000)));
      portal().kill();
      join(people);
      start();
      // Whoever got no answer asks again with the same key.
      wishes.forEach(Runnable::run);
    }
    await("all to settle")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> rows().stream().allMatch(row -> SETTLED.contains(text(row, "state"))));

    List<String> running = ids(row -> text(row, "state").equals("READY"));
    // Who was put to rest before its start has nothing on Kubernetes.
    List<String> living = ids(row -> !RESTING.contains(text(row, "state")));
    assertThat(rows()).extracting(row -> text(row, "name")).doesNotHaveDuplicates();
    assertThat(rows())
        .filteredOn(row -> text(row, "state").equals("FAILED"))
        .extracting(row -> text(row, "reason"))
        .isEmpty();
    assertThat(running).isNotEmpty();
    await("no orphans")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          List<String> there = owners("RayCluster");
          assertThat(there).doesNotHaveDuplicates().containsAll(running).isSubsetOf(living);
          for (String kind : List.of("Secret", "ServiceAccount")) {
            assertThat(owners(kind)).as(kind).containsExactlyInAnyOrderElementsOf(there);
          }
          assertThat(owners("NetworkPolicy")).hasSize(2 * there.size());
        });
  }

  /** Also again, on the same data. */
  private void start() {
    portal.ifPresent(PortalProcess::close);
    Map<String, String> properties = new HashMap<>();
    Stream.of(KubernetesWorld.class.getAnnotation(SpringBootTest.class).properties())
        .map(setting -> setting.split("=", 2))
        .filter(setting -> !setting[0].startsWith("spring."))
        .forEach(setting -> properties.put(setting[0], setting[1]));
    properties.put("rayport.home", home.toString());
    properties.put("rayport.kubernetes.namespace-prefix", PREFIX);
    properties.put(
        "rayport.kubernetes.kubeconfig", TestBed.get().kubeconfig(Caller.PORTAL).toString());
    properties.put(
        "rayport.kubernetes.provisioner", TestBed.get().kubeconfig(Caller.PROVISIONER).toString());
    portal = Optional.of(PortalProcess.start(home.resolve("out.log"), properties).untilReady());
  }

  private PortalProcess portal() {
    return portal.orElseThrow();
  }

  /**
   * Whether it is answered does not matter.
   *
   * @param key of the request, which may be sent again; empty: none
   */
  private void send(String method, String path, String key, String body) {
    try {
      HttpRequest.Builder request =
          to(path)
              .timeout(Duration.ofSeconds(30))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body));
      portal().client().send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    } catch (UncheckedIOException e) {
      System.out.println("%s %s: %s".formatted(method, path, e.getMessage()));
    }
  }

  private HttpRequest.Builder to(String path) {
    JsonNode admin = JsonMapper.shared().readTree(home.resolve("initial-admin.json"));
    return portal()
        .client()
        .to("/api/v1" + path)
        .header("Authorization", "Bearer " + admin.path("token").asString());
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** New clusters, edits, rests and ends of those from before, each under a key of its own. */
  private List<Runnable> wishes(int round) {
    List<Runnable> wishes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "c-%d-%d".formatted(round, i);
      String body = "{\"name\":\"%s\",\"template\":\"train-cpu\"}".formatted(name);
      wishes.add(() -> send("POST", "/clusters", "create-" + name, body));
    }
    String path = "/clusters/c-%d-".formatted(round - 1);
    wishes.add(2, () -> send("DELETE", path + "0", "", ""));
    wishes.add(() -> send("PATCH", path + "1", "", "{\"values\":{\"workers\":2}}"));
    wishes.add(() -> send("POST", path + "2/suspend", "rest-" + round, ""));
    return wishes;
  }

  private List<JsonNode> rows() {
    List<JsonNode> rows = new ArrayList<>();
    PortalClient.json(portal().client().send(to("/clusters?limit=200")))
        .path("items")
        .forEach(rows::add);
    return rows;
  }

  private List<String> ids(Predicate<JsonNode> wanted) {
    return rows().stream().filter(wanted).map(row -> text(row, "id")).toList();
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).asString();
  }

  /** Whose these objects are, once for each of them. */
  private List<String> owners(String kind) {
    return NAMESPACES.stream()
        .flatMap(namespace -> objects(kind, namespace).stream())
        .filter(object -> object.getMetadata().getLabels() != null)
        .map(object -> object.getMetadata().getLabels().get("rayport.dev/cluster-id"))
        .filter(Objects::nonNull)
        .toList();
  }

  private List<? extends HasMetadata> objects(String kind, String namespace) {
    return switch (kind) {
      case "RayCluster" ->
          admin
              .genericKubernetesResources(KubernetesWorld.RAY_CLUSTER)
              .inNamespace(namespace)
              .list()
              .getItems();
      case "Secret" -> admin.secrets().inNamespace(namespace).list().getItems();
      case "ServiceAccount" -> admin.serviceAccounts().inNamespace(namespace).list().getItems();
      default -> admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems();
    };
  }
}
