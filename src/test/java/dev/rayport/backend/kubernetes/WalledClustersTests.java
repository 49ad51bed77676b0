package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@code k8s/} take everything that the portal itself makes. */
@OnTestBed
class WalledClustersTests {

  private static final String TENANT = TestBed.tenant(WalledClustersTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static KubernetesBackend backend;

  @BeforeAll
  static void start() {
    TestBed.get().install();
    Map<String, String> settings = new HashMap<>(Backends.fakeNodes(Map.of()));
    settings.put("rayport.kubernetes.gpu-types[a100][gpu]", "a100");
    settings.put("rayport.kubernetes.spot-taint", "spot");
    backend = Backends.backend(Backends.installedPlatform(settings));
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    try (KubernetesClient admin = TestBed.get().admin()) {
      admin.namespaces().withName(NAMESPACE).delete();
    }
  }

  static Stream<Arguments> specs() {
    return Stream.of(
        arguments("fixed", Specs.fixed()),
        arguments("head-only", Specs.headOnly()),
        arguments("autoscaling", Specs.autoscaling()),
        arguments("everything", withOwnImage(Specs.everything())));
  }

  private static ClusterSpec withOwnImage(ClusterSpec spec) {
    return with(spec, Optional.empty());
  }

  private static ClusterSpec with(ClusterSpec spec, Optional<PlatformSpec.Redis> redis) {
    PlatformSpec asked = spec.platform();
    return new ClusterSpec(
        spec.rayVersion(),
        spec.head(),
        spec.workerGroups(),
        spec.env(),
        new PlatformSpec(
            "",
            asked.envFrom(),
            asked.volumes(),
            asked.nodeSelector(),
            asked.tolerations(),
            asked.autoscaler(),
            redis));
  }

  /** Nothing runs in pods of a fake node, so the clean-up is told to be done in the end. */
  @Test
  void whatCleansRedisUpIsTakenAndHasItsAccountUntilTheEnd() {
    ClusterKey key = new ClusterKey(RandomId.next("cl"), TENANT, "training", "kept");
    ObjectNames names = ObjectNames.of("rp-", key);
    backend.apply(
        key, with(Specs.headOnly(), Optional.of(new PlatformSpec.Redis("redis:6379", ""))));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(backend.observe(key))
                .hasValueSatisfying(seen -> assertThat(seen.nodes()).hasSize(1)));
    backend.stop(key);
    try (KubernetesClient admin = TestBed.get().admin()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(
                      admin
                          .pods()
                          .inNamespace(NAMESPACE)
                          .withLabel("ray.io/cluster", names.cluster())
                          .withLabel("ray.io/node-type", "redis-cleanup")
                          .list()
                          .getItems())
                  .isNotEmpty()
                  .allSatisfy(pod ->
                      assertThat(pod.getSpec().getServiceAccountName())
                          .isEqualTo(names.serviceAccount())));
      var account = admin.serviceAccounts().inNamespace(NAMESPACE).withName(names.serviceAccount());
      assertThat(account.get()).isNotNull();
      new RayClusterApi(admin)
          .clusters()
          .inNamespace(NAMESPACE)
          .withName(names.cluster())
          .edit(cluster -> {
            cluster.getMetadata().setFinalizers(List.of());
            return cluster;
          });
      Awaitility.await().atMost(PATIENCE).until(() -> account.get() == null);
      Awaitility.await().atMost(PATIENCE).until(() -> backend.observe(key).isEmpty());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void clustersAndTheirPodsAreTaken(String name, ClusterSpec spec) {
    ClusterKey key = new ClusterKey(RandomId.next("cl"), TENANT, "training", name);

    backend.apply(key, spec);

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(backend.observe(key))
                .hasValueSatisfying(seen -> assertThat(seen.nodes()).hasSize(1 + spec.workers())));
    backend.stop(key);
  }

  @ParameterizedTest
  @CsvSource({"RayJob, spec.rayClusterSpec", "RayService, spec.rayClusterConfig"})
  void jobsAndServicesAreTaken(String kind, String at) {
    ClusterKey key = new ClusterKey("cl_1", TENANT, "training", "other");
    Map<String, Object> tree =
        Trees.mutable(
            new RayClusterManifest(
                    key, Specs.fixed(), Backends.properties(Map.of()), InstalledKubeRay.assumed())
                .cluster(Replicas.ASKED, false));
    Trees.set(tree, "spec.headGroupSpec.template.spec.serviceAccountName", "-");
    Trees.set(tree, "spec.workerGroupSpecs[0].template.spec.serviceAccountName", "-");
    Object cluster = tree.remove("spec");
    assertThat(cluster).isNotNull();
    Trees.set(tree, at, cluster);
    tree.put("kind", kind);

    try (KubernetesClient admin = TestBed.get().admin()) {
      backend.apply(new ClusterKey("cl_2", TENANT, "training", "first"), Specs.headOnly());
      GenericKubernetesResource wanted =
          admin.getKubernetesSerialization().convertValue(tree, GenericKubernetesResource.class);
      assertThat(admin.resource(wanted).inNamespace(NAMESPACE).dryRun().create().getKind())
          .isEqualTo(kind);
    }
  }
}
