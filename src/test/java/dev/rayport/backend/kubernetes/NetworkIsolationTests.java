package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.kubernetes.NetworkReach.End;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies as the API server took them, over pods of two tenants with two stages each. */
@OnTestBed
class NetworkIsolationTests {

  private static final List<Integer> PORTS = List.of(6379, 8000, 8080, 8265, 10001, 10002, 52365);
  private static final List<End> PODS = new ArrayList<>();
  private static final List<String> NAMESPACES = new ArrayList<>();
  private static NetworkReach reach = new NetworkReach(List.of());

  @BeforeAll
  static void applyAll() {
    TestBed.get().install();
    try (KubernetesBackend backend =
        Backends.backend(
            Backends.installedPlatform(
                Backends.fakeNodes(
                    Map.of(
                        "rayport.kubernetes.isolation.portal-namespace", "rayport",
                        "rayport.kubernetes.isolation.monitoring-namespace", "monitoring"))))) {
      for (int tenant = 0; tenant < 2; tenant++) {
        String name = TestBed.tenant(NetworkIsolationTests.class);
        for (String stage : List.of("training", "serving")) {
          NAMESPACES.add("rp-" + name + "-" + stage);
          apply(backend, new ClusterKey(RandomId.next("cl"), name, stage, "fixed"), 1);
          apply(backend, new ClusterKey(RandomId.next("cl"), name, stage, "growing"), 2);
        }
      }
    }
    try (KubernetesClient admin = TestBed.get().admin()) {
      reach = new NetworkReach(NAMESPACES.stream().flatMap(n -> policies(admin, n)).toList());
    }
  }

  private static Stream<Map<String, Object>> policies(KubernetesClient admin, String namespace) {
    return admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems().stream()
        .map(policy -> {
          @SuppressWarnings("unchecked")
          Map<String, Object> tree =
              admin.getKubernetesSerialization().convertValue(policy, Map.class);
          return tree;
        });
  }

  private static void apply(KubernetesBackend backend, ClusterKey key, int most) {
    backend.apply(
        key,
        new ClusterSpec(
            "2.58.0",
            Specs.node("1", "1Gi"),
            List.of(Specs.group("small", Specs.node("1", "1Gi"), 1, 1, most)),
            Map.of()));
    ObjectNames names = ObjectNames.of("rp-", key);
    for (String type : List.of("head", "worker")) {
      PODS.add(
          pod(
              names.namespace(),
              names.cluster(),
              Map.of("ray.io/cluster", names.cluster(), "ray.io/node-type", type)));
    }
  }

  private static End pod(String namespace, String name, Map<String, String> labels) {
    return new End(
        namespace + "/" + name + labels.getOrDefault("ray.io/node-type", ""),
        Map.of("kubernetes.io/metadata.name", namespace),
        labels,
        "10.244.0." + (PODS.size() + 10));
  }

  @AfterAll
  static void leaveNothing() {
    try (KubernetesClient admin = TestBed.get().admin()) {
      NAMESPACES.forEach(name -> admin.namespaces().withName(name).delete());
    }
  }

  @Test
  void podsReachThoseOfTheirOwnClusterAndNoOthers() {
    assertThat(PODS).hasSize(16);
    for (End from : PODS) {
      for (End to : PODS) {
        boolean own = from.namespace().equals(to.namespace()) && cluster(from).equals(cluster(to));
        for (int port : PORTS) {
          assertThat(reach.open(from, to, port, "TCP"))
              .as("%s to %s:%d", from.name(), to.name(), port)
              .isEqualTo(own);
        }
      }
    }
  }

  @Test
  void aStolenLabelInAnotherNamespaceOpensNothing() {
    for (End victim : PODS) {
      for (String namespace : List.of(NAMESPACES.getFirst(), NAMESPACES.getLast(), "default")) {
        if (!namespace.equals(victim.inNamespace())) {
          End thief = pod(namespace, "thief", victim.labels());
          assertThat(PORTS).noneMatch(port -> reach.open(thief, victim, port, "TCP"));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rayport, 8265, true, false",
    "rayport, 8000, true, true",
    "rayport, 8080, false, false",
    "rayport, 6379, false, false",
    "rayport, 10001, false, false",
    "kuberay-system, 8265, true, false",
    "kuberay-system, 8000, true, true",
    "kuberay-system, 6379, false, false",
    "monitoring, 8080, true, true",
    "monitoring, 8265, false, false",
    "default, 8265, false, false",
    "default, 8000, false, false",
    "kube-system, 8265, false, false",
  })
  void fromElsewhereTheyAreReachedForThis(
      String namespace, int port, boolean head, boolean worker) {
    End caller = pod(namespace, "caller", Map.of());
    for (End pod : PODS) {
      assertThat(reach.open(caller, pod, port, "TCP"))
          .as(pod.name())
          .isEqualTo(isHead(pod) ? head : worker);
      assertThat(reach.open(End.outside("203.0.113.7"), pod, port, "TCP")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 443, true",
    "169.254.169.254, 80, false",
    "10.0.0.5, 443, false",
    "192.168.1.1, 443, false",
    "172.20.0.1, 5432, false",
    "fd00:ec2::254, 80, false",
  })
  void outsideTheyReachWhatIsPublic(String address, int port, boolean open) {
    assertThat(PODS).allMatch(pod -> reach.open(pod, End.outside(address), port, "TCP") == open);
  }

  @Test
  void allReachTheNameServiceAndOnlyHeadsThatSizeTheirClustersTheApiServer() {
    End names = pod("kube-system", "coredns", Map.of());
    End other = pod("default", "not-names", Map.of());
    for (End pod : PODS) {
      assertThat(reach.open(pod, names, 53, "UDP")).isTrue();
      assertThat(reach.open(pod, names, 443, "TCP")).isFalse();
      assertThat(reach.open(pod, other, 53, "UDP")).isFalse();
      assertThat(reach.open(pod, End.outside("10.96.0.1"), 443, "TCP"))
          .as(pod.name())
          .isEqualTo(isHead(pod) && cluster(pod).startsWith("growing"));
    }
  }

  @Test
  void aPodOfNoClusterIsAlone() {
    for (String namespace : NAMESPACES) {
      End loner = pod(namespace, "loner", Map.of());
      for (End pod : PODS) {
        assertThat(PORTS).noneMatch(port -> reach.open(loner, pod, port, "TCP"));
        assertThat(PORTS).noneMatch(port -> reach.open(pod, loner, port, "TCP"));
      }
      assertThat(reach.open(loner, End.outside("203.0.113.7"), 443, "TCP")).isFalse();
    }
  }

  private static String cluster(End pod) {
    return pod.labels().getOrDefault("ray.io/cluster", "");
  }

  private static boolean isHead(End pod) {
    return "head".equals(pod.labels().get("ray.io/node-type"));
  }
}
