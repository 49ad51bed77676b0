package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterRefused;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants' namespaces, made with the provisioner's rights alone. */
@OnTestBed
class NamespacesTests {

  private static final String QUOTA = "rayport.kubernetes.isolation.quota[pods]";
  private static final String MAX = "rayport.kubernetes.isolation.container-max[cpu]";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String tenant = TestBed.tenant(getClass());
  private final String namespace = "rp-" + tenant + "-training";
  private final ClusterKey key = new ClusterKey(RandomId.next("cl"), tenant, "training", "one");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final KubernetesClient admin = TestBed.get().admin();

  @BeforeAll
  static void install() {
    TestBed.get().install();
  }

  @BeforeEach
  void closeLater() {
    open.add(admin);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    admin.namespaces().withName(namespace).delete();
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Namespaces namespaces(Map<String, String> walls) {
    Platform platform = Backends.installedPlatform(walls);
    open.add(platform.connections());
    return new Namespaces(platform);
  }

  @Test
  void comesWithAllOfItsWalls() {
    namespaces(Map.of(QUOTA, "7", MAX, "8")).ensure(namespace, key);

    assertThat(admin.namespaces().withName(namespace).get().getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
        .containsEntry("rayport.dev/tenant", tenant)
        .containsEntry("app.kubernetes.io/managed-by", "rayport");
    assertThat(quota())
        .containsEntry("pods", Quantity.parse("7"))
        .containsEntry("services.loadbalancers", Quantity.parse("0"))
        .containsEntry("services.nodeports", Quantity.parse("0"));
    LimitRangeItem limits =
        admin
            .limitRanges()
            .inNamespace(namespace)
            .withName("rayport")
            .get()
            .getSpec()
            .getLimits()
            .getFirst();
    assertThat(limits.getDefault()).containsEntry("memory", Quantity.parse("1Gi"));
    assertThat(limits.getMax()).containsEntry("cpu", Quantity.parse("8"));
    assertThat(
            admin
                .serviceAccounts()
                .inNamespace(namespace)
                .withName("default")
                .get()
                .getAutomountServiceAccountToken())
        .isFalse();
    assertThat(admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems())
        .extracting(policy -> policy.getMetadata().getName())
        .containsExactlyInAnyOrder("default-deny", "name-service");
  }

  @Test
  void anotherPortalsIsLeftAlone() {
    Map<String, String> other = Map.of("rayport.kubernetes.instance", "another");
    namespaces(other).ensure(namespace, key);

    assertThatThrownBy(() -> namespaces(Map.of()).ensure(namespace, key))
        .isInstanceOf(ClusterRefused.class)
        .hasMessageContaining("belongs to another portal, another");
    assertThat(admin.namespaces().withName(namespace).get().getMetadata().getLabels())
        .containsEntry("rayport.dev/instance", "another");
  }

  private Map<String, Quantity> quota() {
    return admin
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("rayport")
        .get()
        .getSpec()
        .getHard();
  }

  @Test
  void getsChangedLimitsWithoutANewCluster() {
    namespaces(Map.of(QUOTA, "7")).ensure(namespace, key);

    namespaces(Map.of(QUOTA, "9")).renew();
    assertThat(quota()).containsEntry("pods", Quantity.parse("9"));

    namespaces(Map.of()).renew();
    assertThat(quota()).doesNotContainKey("pods");
  }

  @Test
  void isMadeOnceByReplicasAtTheSameTime() throws InterruptedException, ExecutionException {
    List<Namespaces> replicas = List.of(namespaces(Map.of()), namespaces(Map.of()));
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Namespaces replica = replicas.get(i % replicas.size());
        all.add(threads.submit(() -> replica.ensure(namespace, key)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }

    assertThat(quota()).isNotEmpty();
    assertThat(replicas.getFirst().known()).contains(namespace);
  }

  @Test
  void isMadeAgainAfterSomebodyDeletedIt() {
    KubernetesBackend backend =
        Backends.backend(Backends.installedPlatform(Backends.fakeNodes(Map.of())));
    open.add(backend);
    backend.apply(key, Specs.headOnly());
    await(() -> backend.observe(key).filter(seen -> !seen.nodes().isEmpty()).isPresent());

    admin.namespaces().withName(namespace).delete();

    Throwable meanwhile = catchThrowable(() -> backend.apply(key, Specs.headOnly()));
    assertThat(meanwhile)
        .isInstanceOf(BackendException.class)
        .isNotInstanceOf(ClusterRefused.class);
    await(() -> backend.observe(key).isEmpty());
    await(() -> admin.namespaces().withName(namespace).get() == null);
    assertThat(backend.list()).doesNotContain(key);
    backend.stop(key);

    backend.apply(key, Specs.headOnly());
    await(() -> backend.observe(key).filter(seen -> !seen.nodes().isEmpty()).isPresent());
    assertThat(quota()).isNotEmpty();
  }

  @Test
  void tellsWhichRightIsMissing() {
    KubernetesProperties properties =
        Backends.properties(
            Map.of(
                "rayport.kubernetes.kubeconfig",
                TestBed.get().kubeconfig(Caller.PORTAL).toString()));
    Platform platform =
        new Platform(properties, Backends.isolation(Map.of()), Connections.of(properties));
    open.add(platform.connections());
    Namespaces without = new Namespaces(platform);

    assertThatThrownBy(() -> without.ensure(namespace, key))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("The portal may not do this on Kubernetes: looking for its namespace")
        .hasMessageContaining("cannot get resource \"namespaces\"")
        .hasMessageEndingWith("An administrator has to grant it.");
    assertThat(without.exists(namespace)).isTrue();
    assertThat(without.known()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"default", "kube-system", "rayport"})
  void areTheOnlyPlacesWhereTheProvisionerWrites(String foreign) {
    KubernetesClient provisioner = TestBed.get().client(Caller.PROVISIONER);
    open.add(provisioner);
    RayClusterApi api = new RayClusterApi(provisioner);
    new NamespaceManifest(
            foreign, ClusterLabels.ofNamespace("rayport", key), Backends.isolation(Map.of()))
        .objects()
        .forEach(object ->
            assertThatThrownBy(() -> api.apply(object))
                .isInstanceOf(ClusterRefused.class)
                .hasMessageContaining("Namespaces of tenants start with rp-."));
  }

  @Test
  void areNeverWithoutPodSecurity() {
    KubernetesClient provisioner = TestBed.get().client(Caller.PROVISIONER);
    open.add(provisioner);
    IsolationProperties open =
        Backends.isolation(Map.of("rayport.kubernetes.isolation.pod-security", "privileged"));

    assertThatThrownBy(() ->
            new RayClusterApi(provisioner)
                .apply(
                    new NamespaceManifest(
                            namespace, ClusterLabels.ofNamespace("rayport", key), open)
                        .objects()
                        .getFirst()))
        .isInstanceOf(ClusterRefused.class)
        .hasMessageContaining("enforce Pod Security");
  }

  private static void await(BooleanSupplier until) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!until.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }
}
