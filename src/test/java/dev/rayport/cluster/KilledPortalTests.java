package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rayport.backend.kubernetes.OnTestBed;
import dev.rayport.backend.kubernetes.TestBed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
  private PortalProcess portal;

  @AfterEach
  void end() {
    portal.close();
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
    portal = new PortalProcess(home, "--rayport.kubernetes.namespace-prefix=" + PREFIX);
    portal.start();
    wishes(0).forEach(Runnable::run);
    for (int round = 1; round <= times; round++) {
      List<Runnable> wishes = wishes(round);
      Thread people = Thread.ofVirtual().start(() -> wishes.forEach(Runnable::run));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200, 3000)));
      portal.kill();
      join(people);
      portal.start();
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
      wishes.add(() -> portal.send("POST", "/clusters", "create-" + name, body));
    }
    String path = "/clusters/c-%d-".formatted(round - 1);
    wishes.add(2, () -> portal.send("DELETE", path + "0", "", ""));
    wishes.add(() -> portal.send("PATCH", path + "1", "", "{\"values\":{\"workers\":2}}"));
    wishes.add(() -> portal.send("POST", path + "2/suspend", "rest-" + round, ""));
    return wishes;
  }

  private List<JsonNode> rows() {
    List<JsonNode> rows = new ArrayList<>();
    portal.get("/clusters?limit=200").path("items").forEach(rows::add);
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
        .filter(java.util.Objects::nonNull)
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
