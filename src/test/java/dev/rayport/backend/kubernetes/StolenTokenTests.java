package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.HostileNamespace.assertDenied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What whoever holds the token of a head can do past the portal. */
@OnTestBed
class StolenTokenTests {

  private static final Duration BINDING = Duration.ofSeconds(20);
  private static HostileNamespace hostile;

  @BeforeAll
  static void install() {
    hostile = HostileNamespace.of(StolenTokenTests.class);
  }

  @AfterAll
  static void leaveNothing() {
    hostile.close();
  }

  @Test
  void theTokenOfAHeadChangesNumbersOfWorkersAlone() {
    try (KubernetesClient head = head()) {
      Resource<GenericKubernetesResource> own = cluster(head, hostile.names().cluster());

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
      assertForbidden(() -> head.secrets().inNamespace(hostile.name()).list());
      assertForbidden(() ->
          head.secrets().inNamespace(hostile.name()).withName(hostile.names().tokenSecret()).get());
      assertForbidden(() -> head.configMaps().inNamespace(hostile.name()).list());
      assertForbidden(() -> head.services().inNamespace(hostile.name()).list());
      assertForbidden(() -> head.namespaces().list());
      assertForbidden(() -> head.pods().inNamespace("default").list());
      assertForbidden(() -> head.pods().inNamespace("kuberay-system").list());
      assertForbidden(() -> cluster(head, hostile.names().cluster()).delete());
      Map<String, Object> pod = hostile.pod();
      for (String namespace : List.of(hostile.name(), "default")) {
        Trees.set(pod, "metadata.namespace", namespace);
        Trees.set(pod, "metadata.labels", Map.of("ray.io/cluster", hostile.names().cluster()));
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
        hostile
            .admin
            .getKubernetesSerialization()
            .asJson(List.of(Map.of("op", "add", "path", path, "value", value)));
    ApiErrors.telling("patching", () -> cluster.patch(PatchContext.of(PatchType.JSON), patch));
  }

  private static Resource<GenericKubernetesResource> cluster(KubernetesClient client, String name) {
    return new RayClusterApi(client).clusters().inNamespace(hostile.name()).withName(name);
  }

  /** With the token that the autoscaler's container has, and the rights that KubeRay gave it. */
  private static KubernetesClient head() {
    Instant end = Instant.now().plus(BINDING);
    while (hostile
            .admin
            .rbac()
            .roleBindings()
            .inNamespace(hostile.name())
            .withName(hostile.names().cluster())
            .get()
        == null) {
      assertThat(Instant.now()).as("KubeRay's RoleBinding").isBefore(end);
    }
    String token =
        Objects.requireNonNull(
            hostile
                .admin
                .serviceAccounts()
                .inNamespace(hostile.name())
                .withName(hostile.names().serviceAccount())
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
