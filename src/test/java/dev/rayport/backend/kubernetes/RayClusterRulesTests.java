package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.BrokenRules.ALL;
import static dev.rayport.backend.kubernetes.BrokenRules.AUTOSCALER;
import static dev.rayport.backend.kubernetes.BrokenRules.GROUP;
import static dev.rayport.backend.kubernetes.BrokenRules.HEAD;
import static dev.rayport.backend.kubernetes.BrokenRules.ROCKS;
import static dev.rayport.backend.kubernetes.BrokenRules.TLS;
import static dev.rayport.backend.kubernetes.BrokenRules.and;
import static dev.rayport.backend.kubernetes.BrokenRules.backend;
import static dev.rayport.backend.kubernetes.BrokenRules.change;
import static dev.rayport.backend.kubernetes.BrokenRules.changed;
import static dev.rayport.backend.kubernetes.BrokenRules.collector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.kubernetes.RayClusterRules.Operator;
import dev.rayport.backend.kubernetes.RayClusterRules.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterRulesTests {

  static Stream<Arguments> names() {
    return Stream.of(
        arguments(
            change("metadata.name", "a".repeat(54)),
            "metadata.name",
            "RayCluster name should be no more than 53 characters"),
        arguments(
            change("metadata.name", "1a"),
            "metadata.name",
            "RayCluster name should be a valid DNS1035 label: [a DNS-1035 label must"),
        arguments(
            change(GROUP + "groupName", "b"),
            "spec.workerGroupSpecs[1].groupName",
            "worker group names must be unique"),
        arguments(
            change("spec.managedBy", "me"),
            "spec.managedBy",
            "the managedBy field value must be either 'ray.io/kuberay-operator' or"),
        arguments(
            change("spec.upgradeStrategy.type", "Rolling"),
            "spec.upgradeStrategy.type",
            "Spec.UpgradeStrategy.Type value Rolling is invalid"),
        arguments(
            change(
                "spec.upgradeStrategy.type",
                "Recreate",
                "metadata.labels",
                Map.of("ray.io/originated-from-crd", "RayJob")),
            "spec.upgradeStrategy.type",
            "upgradeStrategy cannot be set when RayCluster is created by RayJob"),
        arguments(
            change(
                "status.conditions",
                List.of(
                    Map.of("type", "RayClusterSuspending", "status", "True"),
                    Map.of("type", "RayClusterSuspended", "status", "True"))),
            "status.conditions",
            "invalid RayCluster State:"));
  }

  static Stream<Arguments> groups() {
    return Stream.of(
        arguments(
            change(HEAD + "template.spec.containers", List.of()),
            HEAD + "template.spec.containers",
            "headGroupSpec should have at least one container"),
        arguments(
            change(GROUP + "template.spec.containers", List.of()),
            GROUP + "template.spec.containers",
            "workerGroupSpec should have at least one container"),
        arguments(
            change(GROUP + "minReplicas", "-"),
            GROUP + "minReplicas",
            "worker group a must set both minReplicas and maxReplicas when autoscaling is disabled"),
        arguments(
            change(GROUP + "minReplicas", -1),
            GROUP + "minReplicas",
            "worker group a has negative minReplicas -1"),
        arguments(
            and(AUTOSCALER, change(GROUP + "minReplicas", "-", GROUP + "maxReplicas", -2)),
            GROUP + "maxReplicas",
            "worker group a has negative maxReplicas -2"),
        arguments(
            change(GROUP + "minReplicas", 3),
            GROUP + "minReplicas",
            "worker group a has minReplicas 3 greater than maxReplicas 2"),
        arguments(
            change(HEAD + "rayStartParams.num-cpus", "0", HEAD + "resources.CPU", "0"),
            HEAD + "resources",
            "resource fields should not be set in both rayStartParams and Resources for Head group;"
                + " please use only one"),
        arguments(
            change(GROUP + "rayStartParams.memory", "1", GROUP + "resources.x", "1"),
            GROUP + "resources",
            "for a group; please use only one"),
        arguments(
            change(HEAD + "rayStartParams.labels", "a=b"),
            HEAD + "rayStartParams.labels",
            "rayStartParams['labels'] is not supported for Head group; please use the top-level"),
        arguments(
            change(GROUP + "labels", Map.of("-x", "y")),
            GROUP + "labels.-x",
            "invalid label key for a group: '-x', error: name part must consist of"),
        arguments(
            change(GROUP + "labels", Map.of("x", "y z")),
            GROUP + "labels.x",
            "invalid label value for key 'x' in a group: 'y z', error: a valid label must"),
        arguments(
            and(AUTOSCALER, change(GROUP + "suspend", true)),
            GROUP + "suspend",
            "worker group a cannot be suspended with Autoscaler enabled"));
  }

  @ParameterizedTest
  @MethodSource({"names", "groups"})
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    BrokenRules.assertTold(change, path, message);
  }

  static Stream<Arguments> gates() {
    return Stream.of(
        arguments(
            change(GROUP + "suspend", true),
            "worker group a can be suspended only when the RayJobDeletionPolicy feature gate is"),
        arguments(
            change("spec.networkPolicy.mode", "DenyAll"),
            "spec.networkPolicy requires the RayClusterNetworkPolicy feature gate to be enabled"),
        arguments(
            change("spec.tlsOptions.enabled", false),
            "spec.tlsOptions requires the RayClusterMTLS feature gate to be enabled"),
        arguments(
            collector(backend("LOCAL")), "RayClusterHistoryServer feature gate is not enabled"),
        arguments(
            ROCKS, "requires the GCSFaultToleranceEmbeddedStorage feature gate to be enabled"));
  }

  @ParameterizedTest
  @MethodSource("gates")
  void whatAGateOpensIsRefusedWithoutIt(Map<String, Object> change, String message) {
    assertThat(RayClusterRules.problems(changed(change), new Operator(Set.of(), false)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(message));
    assertThat(RayClusterRules.problems(changed(change), ALL)).isEmpty();
  }

  @Test
  void tlsNeedsCertManager() {
    assertThat(RayClusterRules.problems(changed(TLS), new Operator(ALL.gates(), false)))
        .extracting(Problem::message)
        .containsExactly("tlsOptions requires cert-manager, but cert-manager is not installed");
  }

  @Test
  void whatIsLeftOfAnObjectIsStillJudged() {
    assertThat(RayClusterRules.problems(Map.of(), ALL))
        .extracting(Problem::path)
        .containsExactly("metadata.name", "spec.headGroupSpec.template.spec.containers");
  }
}
