package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.BrokenRules.ENV;
import static dev.rayport.backend.kubernetes.BrokenRules.GROUP;
import static dev.rayport.backend.kubernetes.BrokenRules.HEAD;
import static dev.rayport.backend.kubernetes.BrokenRules.TLS;
import static dev.rayport.backend.kubernetes.BrokenRules.and;
import static dev.rayport.backend.kubernetes.BrokenRules.change;
import static dev.rayport.backend.kubernetes.BrokenRules.env;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WallRulesTests {

  static Stream<Arguments> auth() {
    return Stream.of(
        arguments(
            change("spec.rayVersion", "-"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but RayVersion was not specified. Ray version 2.52.0 or"),
        arguments(
            change("spec.rayVersion", "nightly"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but RayVersion format is invalid: nightly"),
        arguments(
            change("spec.rayVersion", "2.51.2"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but minimum Ray version is 2.52.0, got 2.51.2"),
        arguments(
            change("spec.rayVersion", "2.54.0", "spec.authOptions.enableK8sTokenAuth", true),
            "spec.rayVersion",
            "authOptions.enableK8sTokenAuth is enabled but minimum Ray version is 2.55.0, got"),
        arguments(
            change("spec.authOptions.secretName", "s", "spec.authOptions.enableK8sTokenAuth", true),
            "spec.authOptions.secretName",
            "authOptions.enableK8sTokenAuth is enabled and authOptions.secretName is also set"),
        arguments(
            change("spec.authOptions", Map.of("enableK8sTokenAuth", true)),
            "spec.authOptions.enableK8sTokenAuth",
            "authOptions.enableK8sTokenAuth is enabled but authOptions.mode not set to 'token'"));
  }

  static Stream<Arguments> network() {
    List<?> rules = List.of(Map.of("ports", List.of()));
    return Stream.of(
        arguments(
            change(
                "spec.networkPolicy",
                Map.of("mode", "DenyAllEgress", "head", Map.of("ingressRules", rules))),
            "spec.networkPolicy.head.ingressRules",
            "networkPolicy.head.ingressRules cannot be set when mode is \"DenyAllEgress\""),
        arguments(
            change(
                "spec.networkPolicy",
                Map.of("mode", "DenyAllIngress", "worker", Map.of("egressRules", rules))),
            "spec.networkPolicy.worker.egressRules",
            "networkPolicy.worker.egressRules cannot be set when mode is \"DenyAllIngress\""),
        arguments(
            change("spec.networkPolicy", Map.of("workerGroups", List.of(Map.of("groupName", "c")))),
            "spec.networkPolicy.workerGroups[0].groupName",
            "networkPolicy.workerGroups[\"c\"] does not match any group name in workerGroupSpecs"),
        arguments(
            change("spec.networkPolicy", Map.of("mode", "DenyAll"), GROUP + "groupName", "A"),
            GROUP + "groupName",
            "worker group name \"A\" must be a valid DNS1123 label when networkPolicy is enabled"));
  }

  static Stream<Arguments> tls() {
    String mounts = "template.spec.containers[0].volumeMounts";
    return Stream.of(
        arguments(
            and(TLS, env("RAY_USE_TLS", "1")),
            ENV + "[0]",
            "cannot set RAY_USE_TLS environment variable in head Pod when tlsOptions is set"),
        arguments(
            and(TLS, change(HEAD + mounts, List.of(Map.of("name", "ray-tls", "mountPath", "/x")))),
            HEAD + mounts + "[0].name",
            "cannot use volume mount named \"ray-tls\" in head Pod when tlsOptions is set"),
        arguments(
            and(
                TLS,
                change(GROUP + mounts, List.of(Map.of("name", "x", "mountPath", "/etc/ray/tls")))),
            GROUP + mounts + "[0].mountPath",
            "cannot use volume mount at path \"/etc/ray/tls\" in worker group \"a\" when"),
        arguments(
            and(
                TLS,
                change(
                    "spec.autoscalerOptions.env",
                    List.of(Map.of("name", "RAY_TLS_CA_CERT", "value", "x")))),
            "spec.autoscalerOptions.env[0]",
            "cannot set RAY_TLS_CA_CERT environment variable in autoscalerOptions.env when"));
  }

  @ParameterizedTest
  @MethodSource({"auth", "network", "tls"})
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    BrokenRules.assertTold(change, path, message);
  }
}
