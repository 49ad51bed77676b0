package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.kubernetes.FaultProxy.Call;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches that stay open and tell nothing, and other things that happen to caches. */
@OnTestBed
class SilentWatchTests {

  private static final String NAMESPACE = "rp-" + TestBed.tenant(SilentWatchTests.class);
  private static final Map<String, String> LABELS = ClusterLabels.selector("silent");
  private static final KubernetesClient ADMIN = TestBed.get().admin();

  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private FaultProxy proxy;
  private Connection connection;
  private NamespaceCaches caches;

  @BeforeAll
  static void makeNamespace() {
    ADMIN
        .namespaces()
        .resource(
            new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .endMetadata()
                .build())
        .create();
  }

  @AfterAll
  static void leaveNothing() {
    ADMIN.namespaces().withName(NAMESPACE).delete();
    ADMIN.close();
  }

  @BeforeEach
  void listen() {
    proxy = new FaultProxy(Caller.ADMIN);
    connection = Connection.of(java.nio.file.Path.of(proxy.kubeconfig()), null);
    caches =
        new NamespaceCaches(
            connection.client(), Duration.ofSeconds(1), (at, name) -> told.add(name));
    assertThat(caches.in(NAMESPACE).connected()).isTrue();
  }

  @AfterEach
  void stopListening() {
    caches.close();
    connection.close();
    proxy.close();
  }

  private static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(25)).pollInterval(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rayclusters", "pods", "events", "endpointslices"})
  void isNoticedWhicheverItIs(String kind) {
    String cluster = kind + "-" + RandomId.next("cl").replace('_', '-');
    proxy.mute(watching(kind));

    make(kind, cluster);

    eventually().until(() -> told.contains(cluster));
  }

  @Test
  void isNoticedAfterAComparisonThatWentWrong() {
    String cluster = "late-" + RandomId.next("cl").replace('_', '-');
    proxy.mute(watching("pods"));
    proxy.next(
        2,
        call -> call.about("pods") && !call.watches(),
        FaultProxy.answer(200, "", "{\"kind\": 1, \"items\": 2}"));

    make("pods", cluster);

    eventually().until(() -> told.contains(cluster));
  }

  @Test
  void isStartedAnewWithoutForgettingMeanwhile() {
    make("rayclusters", "stays");
    eventually().until(() -> caches.in(NAMESPACE).cluster("stays").isPresent());
    proxy.mute(watching("rayclusters"));
    make("rayclusters", "another");

    eventually()
        .until(() -> {
          assertThat(caches.in(NAMESPACE).cluster("stays")).isPresent();
          return caches.in(NAMESPACE).cluster("another").isPresent();
        });
  }

  @Test
  void ofADroppedNamespaceStaysDropped() {
    proxy.mute(watching("rayclusters"));
    proxy.always(call -> !call.watches(), FaultProxy.slow(Duration.ofSeconds(2)));
    make("rayclusters", "dropped");
    int before = proxy.calls();
    // A comparison lists what is there; then all are listed anew, and slowly.
    eventually().until(() -> proxy.calls() > before + 8);

    caches.drop(NAMESPACE);

    Awaitility.await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !caches.has(NAMESPACE));
  }

  @Test
  void ofAQuietNamespaceStaysAsItIs() {
    NamespaceCache cache = caches.in(NAMESPACE);

    Awaitility.await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> caches.in(NAMESPACE) == cache);
  }

  private static Predicate<Call> watching(String kind) {
    return call -> call.watches() && call.about(kind + "?");
  }

  private static void make(String kind, String cluster) {
    switch (kind) {
      case "rayclusters" -> new RayClusterApi(ADMIN).applyCluster(rayCluster(cluster));
      case "pods" ->
          ADMIN
              .resource(
                  new PodBuilder()
                      .withNewMetadata()
                      // Events of pods are told by the names of the pods.
                      .withName("pod-of-" + cluster)
                      .withNamespace(NAMESPACE)
                      .withLabels(LABELS)
                      .addToLabels("ray.io/cluster", cluster)
                      .endMetadata()
                      .withNewSpec()
                      .addNewContainer()
                      .withName("one")
                      .withImage("localhost/pause:1")
                      .endContainer()
                      .addToNodeSelector("no", "node")
                      .endSpec()
                      .build())
              .create();
      case "events" ->
          ADMIN
              .resource(
                  new EventBuilder()
                      .withNewMetadata()
                      .withName(cluster)
                      .withNamespace(NAMESPACE)
                      .endMetadata()
                      .withNewInvolvedObject()
                      .withName(cluster)
                      .withNamespace(NAMESPACE)
                      .endInvolvedObject()
                      .build())
              .create();
      default ->
          ADMIN
              .resource(
                  new EndpointSliceBuilder()
                      .withNewMetadata()
                      .withName(cluster)
                      .withNamespace(NAMESPACE)
                      .addToLabels("kubernetes.io/service-name", cluster + "-head-svc")
                      .endMetadata()
                      .withAddressType("IPv4")
                      .build())
              .create();
    }
  }

  private static Map<String, Object> rayCluster(String name) {
    Map<String, Object> tree =
        Trees.mutable(
            new RayClusterManifest(
                    new ClusterKey("cl_1", "t", "training", "other"),
                    Specs.headOnly(),
                    Backends.properties(Map.of()),
                    InstalledKubeRay.assumed())
                .cluster(Replicas.ASKED, true));
    Trees.set(tree, "metadata.name", name);
    Trees.set(tree, "metadata.namespace", NAMESPACE);
    Trees.set(tree, "metadata.labels", Map.copyOf(LABELS));
    return tree;
  }
}
