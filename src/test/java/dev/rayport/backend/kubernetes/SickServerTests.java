package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.kubernetes.FaultProxy.Call;
import dev.rayport.backend.kubernetes.FaultProxy.Fault;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The backend behind a bad network or before a sick API server, which a proxy plays. */
@OnTestBed
class SickServerTests {

  private static final String TENANT = TestBed.tenant(SickServerTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static final Predicate<Call> ANY = call -> true;
  private static final KubernetesClient ADMIN = TestBed.get().admin();
  private static FaultProxy portal;
  private static FaultProxy provisioner;
  private static KubernetesBackend backend;

  private final ClusterKey key = new ClusterKey(RandomId.next("cl"), TENANT, "training", "one");

  @BeforeAll
  static void start() {
    TestBed.get().install();
    portal = new FaultProxy(Caller.PORTAL);
    provisioner = new FaultProxy(Caller.PROVISIONER);
    backend =
        Backends.backend(
            Backends.installedPlatform(
                Backends.fakeNodes(
                    Map.of(
                        "rayport.kubernetes.kubeconfig", portal.kubeconfig(),
                        "rayport.kubernetes.provisioner", provisioner.kubeconfig()))));
  }

  @AfterEach
  void heal() {
    portal.heal();
    provisioner.heal();
    backend.stop(key);
    eventually().until(() -> objects().isEmpty());
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    portal.close();
    provisioner.close();
    ADMIN.namespaces().withName(NAMESPACE).delete();
    ADMIN.close();
  }

  private static ConditionFactory eventually() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> e instanceof BackendException);
  }

  static Stream<Arguments> faults() {
    String body =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no\"}";
    return Stream.of(
        Arguments.of("slow", FaultProxy.slow(Duration.ofSeconds(1))),
        Arguments.of("429", FaultProxy.answer(429, "Retry-After: 1\r\n", body)),
        Arguments.of("429 for an hour", FaultProxy.answer(429, "Retry-After: 3600\r\n", body)),
        Arguments.of("500", FaultProxy.answer(500, "", body)),
        Arguments.of("503", FaultProxy.answer(503, "Retry-After: 1\r\n", "over capacity")),
        Arguments.of("cut", FaultProxy.cut()),
        Arguments.of("lost reply", FaultProxy.lostReply()));
  }

  /** Whoever drives the backend tries again; each try ends soon, and all make one cluster. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void makesOneClusterWhateverHappensToItsWrites(String name, Fault fault) {
    Predicate<Call> writes = call -> !call.method().equals("GET");
    portal.next(3, writes, fault);
    provisioner.next(3, writes, fault);

    applyUntilDone();

    eventually().until(() -> seen().equals(Optional.of(Phase.READY)));
    assertThat(objects())
        .containsExactlyInAnyOrder(
            "NetworkPolicy", "NetworkPolicy", "RayCluster", "Secret", "ServiceAccount");
  }

  private void applyUntilDone() {
    for (int tries = 1; tries <= 12; tries++) {
      Instant began = Instant.now();
      try {
        backend.apply(key, Specs.headOnly());
        return;
      } catch (BackendException e) {
        assertThat(e.getMessage()).doesNotContain("Exception");
      } finally {
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(60));
      }
    }
    throw new AssertionError("never done");
  }

  @Test
  void hearsOfChangesSoonAfterAllConnectionsWereCut() {
    applyUntilDone();
    eventually().until(() -> seen().equals(Optional.of(Phase.READY)));
    String before = head();
    portal.always(ANY, FaultProxy.cut());
    portal.cutAll();
    ADMIN
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("ray.io/node-type", "head")
        .withGracePeriod(0)
        .delete();
    eventually().until(() -> backend.silence().isPresent());
    assertThatThrownBy(() -> backend.observe(key)).isInstanceOf(BackendSilent.class);

    portal.heal();

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> e instanceof BackendException)
        .until(() -> !head().equals(before));
  }

  /** As the backend sees it. */
  private String head() {
    return backend.observe(key).orElseThrow().nodes().stream()
        .map(NodeObservation::name)
        .findFirst()
        .orElse("none");
  }

  @Test
  void noticesAServerThatKeepsItsConnectionsAndSaysNothing() {
    applyUntilDone();
    eventually().until(() -> seen().equals(Optional.of(Phase.READY)));
    ConcurrentLinkedQueue<ClusterKey> told = new ConcurrentLinkedQueue<>();
    Instant before = Instant.now();
    portal.mute(ANY);
    portal.always(ANY, FaultProxy.silence());

    eventually().until(() -> backend.silence().isPresent());
    assertThat(backend.silence().orElseThrow().since())
        .isBetween(before.minusSeconds(10), Instant.now());
    Instant asked = Instant.now();
    assertThatThrownBy(() -> backend.observe(key))
        .isInstanceOf(BackendSilent.class)
        .hasMessage("Kubernetes does not answer.");
    assertThatThrownBy(() -> backend.apply(key, Specs.headOnly()))
        .isInstanceOf(BackendSilent.class);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));

    try (var watching = backend.watch(told::add)) {
      assertThat(watching).isNotNull();
      portal.heal();
      portal.cutAll();
      eventually().until(() -> backend.silence().isEmpty() && told.contains(key));
    }
    eventually().until(() -> seen().equals(Optional.of(Phase.READY)));
  }

  private Optional<Phase> seen() {
    return backend.observe(key).map(ClusterObservation::phase);
  }

  /** Kinds of what is there of the cluster. */
  private static List<String> objects() {
    return Stream.of(
            ADMIN
                .genericKubernetesResources(RayClusterApi.RAY_CLUSTER)
                .inNamespace(NAMESPACE)
                .list()
                .getItems(),
            ADMIN.secrets().inNamespace(NAMESPACE).list().getItems(),
            ADMIN.serviceAccounts().inNamespace(NAMESPACE).list().getItems(),
            ADMIN.network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems())
        .flatMap(List::stream)
        .filter(object -> object.getMetadata().getName().startsWith("one-"))
        .map(HasMetadata::getKind)
        .toList();
  }
}
