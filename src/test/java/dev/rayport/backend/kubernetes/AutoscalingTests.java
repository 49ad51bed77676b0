package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.JobSubmission;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ray's autoscaler, on real pods behind all walls, with the only token there is. */
@OnTestBed
class AutoscalingTests {

  private static final String TENANT = TestBed.tenant(AutoscalingTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static KubernetesBackend backend;

  @BeforeAll
  static void start() {
    backend = Backends.installed();
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    try (KubernetesClient admin = TestBed.get().admin()) {
      admin.namespaces().withName(NAMESPACE).delete();
    }
  }

  @Test
  void aWorkerComesForAJobAndGoesWhenIdle() {
    ClusterKey key = new ClusterKey(RandomId.next("cl"), TENANT, "training", "growing");
    backend.apply(key, spec());
    await("ready", () -> seen(key).map(ClusterObservation::phase).equals(Optional.of(Phase.READY)));
    assertThat(workers(key)).isEmpty();
    onlyTheAutoscalerHasAToken();

    RayClient ray = new RayClient(seen(key).orElseThrow().endpoint().orElseThrow());
    ray.submit(
        new JobSubmission(
            "needs-a-worker",
            "python -c \"print('on a worker')\"",
            Map.of(),
            Map.of(),
            OptionalDouble.of(1),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            Map.of()));
    await("a worker", () -> !workers(key).isEmpty());
    await("the job's end", () -> job(ray).status().ended());
    assertThat(job(ray).status()).as(job(ray).message()).isEqualTo(RayJob.Status.SUCCEEDED);
    await("no worker", () -> workers(key).isEmpty());

    backend.stop(key);
    await("its end", () -> seen(key).isEmpty());
  }

  private static RayJob job(RayClient ray) {
    return ray.job("needs-a-worker").orElseThrow();
  }

  private static Optional<ClusterObservation> seen(ClusterKey key) {
    return backend.observe(key);
  }

  private static List<NodeObservation> workers(ClusterKey key) {
    return seen(key).orElseThrow().nodes().stream()
        .filter(node -> node.group().equals("small"))
        .toList();
  }

  private static void onlyTheAutoscalerHasAToken() {
    try (KubernetesClient admin = TestBed.get().admin()) {
      List<Pod> pods = admin.pods().inNamespace(NAMESPACE).list().getItems();
      assertThat(pods).hasSize(1);
      assertThat(pods.getFirst().getSpec().getContainers())
          .filteredOn(AutoscalingTests::hasToken)
          .extracting(Container::getName)
          .containsExactly("autoscaler");
    }
  }

  private static boolean hasToken(Container container) {
    return container.getVolumeMounts().stream()
        .map(VolumeMount::getMountPath)
        .anyMatch(path -> path.startsWith("/var/run/secrets/kubernetes.io"));
  }

  private static ClusterSpec spec() {
    NodeSpec head =
        new NodeSpec(
            Quantity.parse("500m"), Quantity.parse("2Gi"), 0, OptionalDouble.of(0), Map.of());
    NodeSpec worker =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    PlatformSpec platform =
        new PlatformSpec(
            "",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            new PlatformSpec.Autoscaler(Duration.ofSeconds(5), false),
            Optional.empty());
    return new ClusterSpec(
        "2.58.0",
        head,
        List.of(new WorkerGroupSpec("small", worker, 0, 1, 0, false, Map.of(), List.of())),
        Map.of(),
        platform);
  }

  private static void await(String what, BooleanSupplier until) {
    LinkedBlockingQueue<ClusterKey> news = new LinkedBlockingQueue<>();
    Instant end = Instant.now().plus(PATIENCE);
    try (Subscription watching = backend.watch(news::add)) {
      assertThat(watching).isNotNull();
      while (!until.getAsBoolean()) {
        assertThat(Instant.now()).as("waiting for %s", what).isBefore(end);
        news.poll(500, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
