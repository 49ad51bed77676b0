package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.kubernetes.FaultProxy;
import dev.rayport.backend.kubernetes.OnTestBed;
import dev.rayport.backend.kubernetes.TestBed;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole portal on the test bed's fake nodes, with the rights and behind the rules of {@code
 * k8s/}; each test in a tenant of its own.
 */
@OnTestBed
@AutoConfigureMockMvc
@SpringBootTest(
    properties = {
      "rayport.backend=kubernetes",
      "rayport.home=" + KubernetesWorld.HOME,
      "spring.datasource.url=jdbc:h2:mem:kubernetes;MODE=MySQL;DB_CLOSE_DELAY=-1",
      "rayport.cluster.look=1s",
      "rayport.kubernetes.image=localhost/ray:%s",
      "rayport.kubernetes.image-prefixes=localhost/ray:",
      "rayport.kubernetes.image-pull-policy=IfNotPresent",
      "rayport.kubernetes.termination-grace=2s",
      "rayport.kubernetes.cpu-request=0.1",
      "rayport.kubernetes.reach=API_PROXY",
      "rayport.kubernetes.instance=world",
      "rayport.kubernetes.isolation.portal-subject=rayport/portal",
      "rayport.kubernetes.isolation.api-server=10.96.0.1/32,10.244.0.1/32",
      "rayport.kubernetes.pod-selector[type]=kwok",
      "rayport.kubernetes.pod-tolerations[0].operator=Exists"
    })
abstract class KubernetesWorld {

  static final String HOME = "target/test-home/kubernetes";
  static final TestBed BED = TestBed.absence().isEmpty() ? TestBed.get() : null;
  static final ResourceDefinitionContext RAY_CLUSTER =
      new ResourceDefinitionContext.Builder()
          .withGroup("ray.io")
          .withVersion("v1")
          .withKind("RayCluster")
          .withPlural("rayclusters")
          .withNamespaced(true)
          .build();

  static FaultProxy portal;
  static FaultProxy provisioner;

  @Autowired ClusterService service;
  KubernetesClient admin;
  String tenant = "";
  String namespace = "";

  @DynamicPropertySource
  static void throughProxies(DynamicPropertyRegistry registry) {
    if (portal == null) {
      TestBed.get().install();
      portal = new FaultProxy(Caller.PORTAL);
      provisioner = new FaultProxy(Caller.PROVISIONER);
    }
    registry.add("rayport.kubernetes.kubeconfig", portal::kubeconfig);
    registry.add("rayport.kubernetes.provisioner", provisioner::kubeconfig);
  }

  @BeforeEach
  void signIn() {
    admin = TestBed.get().admin();
    tenant = TestBed.tenant(getClass());
    namespace = "rp-" + tenant + "-training";
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @AfterEach
  void leaveNothing() {
    portal.heal();
    provisioner.heal();
    service
        .list(ClusterQuery.all(), org.springframework.data.domain.Pageable.ofSize(100))
        .forEach(cluster -> service.delete(cluster.id()));
    eventually().until(() -> objects().isEmpty());
    admin.namespaces().withName(namespace).delete();
    admin.close();
    Acting.nobody();
  }

  static ConditionFactory eventually() {
    return Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(60));
  }

  ClusterDetails create(String name, String template, Map<String, Object> values) {
    return service.create(new CreateCluster(name, template, values, Map.of(), Optional.empty()));
  }

  ClusterDetails create(String name) {
    return create(name, "cpu-small", Map.of());
  }

  ClusterDetails await(ClusterDetails cluster, ClusterState state) {
    return eventually()
        .until(() -> service.get(cluster.id().value()), now -> now.summary().state() == state);
  }

  ClusterSummary summary(ClusterDetails cluster) {
    return service.get(cluster.id().value()).summary();
  }

  void awaitReason(ClusterDetails cluster, String part) {
    eventually().untilAsserted(() -> assertThat(summary(cluster).reason()).contains(part));
  }

  MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> rayClusters() {
    return admin.genericKubernetesResources(RAY_CLUSTER);
  }

  /** Kind and cluster of everything that is made for clusters in this test's namespace. */
  List<String> objects() {
    return Stream.of(
            admin.genericKubernetesResources(RAY_CLUSTER).inNamespace(namespace).list().getItems(),
            admin.secrets().inNamespace(namespace).list().getItems(),
            admin.serviceAccounts().inNamespace(namespace).list().getItems(),
            admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .filter(object -> object.getMetadata().getLabels() != null)
        .filter(object -> object.getMetadata().getLabels().containsKey("rayport.dev/cluster-id"))
        .map(object ->
            object.getMetadata().getLabels().get("rayport.dev/cluster") + " " + object.getKind())
        .sorted()
        .toList();
  }

  /** What is there when there is one of everything for each of these and nothing else. */
  static List<String> oneOfEach(String... clusters) {
    return Stream.of(clusters)
        .flatMap(cluster ->
            Stream.of("NetworkPolicy", "NetworkPolicy", "RayCluster", "Secret", "ServiceAccount")
                .map(kind -> cluster + " " + kind))
        .sorted()
        .toList();
  }
}
