package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.HostileNamespace.assertDenied;
import static dev.rayport.backend.kubernetes.HostileNamespace.volume;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pods and services without walls are refused to anyone in a tenant's namespace, even to an
 * administrator.
 */
@OnTestBed
class HostilePodsTests {

  private static HostileNamespace hostile;

  @BeforeAll
  static void install() {
    hostile = HostileNamespace.of(HostilePodsTests.class);
  }

  @AfterAll
  static void leaveNothing() {
    hostile.close();
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
        arguments(
            "spec.serviceAccountName", hostile.names().cluster(), "account of the cluster's name"),
        arguments(
            "metadata.labels",
            Map.of("ray.io/cluster", hostile.names().cluster()),
            "Only KubeRay's operator"));
  }

  private static Map<String, Object> nfs() {
    return Map.of("server", "10.0.0.1", "path", "/");
  }

  /** Pod Security is asked first, the portal's own rules after it. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pods")
  void aPodWithoutItsWallsIsDenied(String path, Object value, String why) {
    Map<String, Object> pod = hostile.pod();
    Trees.set(pod, path, value);

    assertThatThrownBy(() -> hostile.apply(pod)).satisfies(e -> assertDenied(e, why));
  }

  @Test
  void aPodWithinTheWallsIsTakenAndGetsNoContainersLater() {
    HasMetadata made = hostile.apply(hostile.pod());
    Map<String, Object> debug =
        Map.of(
            "name", "debug",
            "image", "localhost/ray:2.58.0",
            "securityContext", PodTemplate.restricted());
    String patch =
        hostile
            .admin
            .getKubernetesSerialization()
            .asJson(Map.of("spec", Map.of("ephemeralContainers", List.of(debug))));

    assertThatThrownBy(() ->
            ApiErrors.telling(
                "adding a container",
                () ->
                    hostile
                        .admin
                        .pods()
                        .inNamespace(hostile.name())
                        .withName(made.getMetadata().getName())
                        .ephemeralContainers()
                        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch)))
        .satisfies(e -> assertDenied(e, "No containers are added"));
    hostile.admin.resource(made).withGracePeriod(0).delete();
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
            Map.of("name", "open", "namespace", hostile.name()),
            "spec",
            Map.of("type", type, "ports", List.of(Map.of("port", 80))));

    assertThatThrownBy(() -> hostile.apply(service))
        .satisfies(e -> assertDenied(e, "Services are of type ClusterIP"));
  }
}
