package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.BrokenRules.AUTOSCALER;
import static dev.rayport.backend.kubernetes.BrokenRules.ENV;
import static dev.rayport.backend.kubernetes.BrokenRules.GROUP;
import static dev.rayport.backend.kubernetes.BrokenRules.HEAD;
import static dev.rayport.backend.kubernetes.BrokenRules.V2;
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

class AutoscalerRulesTests {

  static Stream<Arguments> autoscaler() {
    return Stream.of(
        arguments(
            env("RAY_enable_autoscaler_v2", "1"),
            ENV + "[0]",
            "environment variable RAY_enable_autoscaler_v2 cannot be set to '1' when"
                + " enableInTreeAutoscaling is false."),
        arguments(
            and(V2, env("RAY_enable_autoscaler_v2", "1")),
            "spec.autoscalerOptions.version",
            "both .spec.autoscalerOptions.version and head Pod env var RAY_enable_autoscaler_v2"),
        arguments(
            and(V2, change(HEAD + "template.spec.restartPolicy", "Always")),
            HEAD + "template.spec.restartPolicy",
            "restartPolicy for head Pod should be Never or unset when using autoscaler V2"),
        arguments(
            and(V2, change(GROUP + "template.spec.restartPolicy", "OnFailure")),
            GROUP + "template.spec.restartPolicy",
            "restartPolicy for worker group a should be Never or unset when using autoscaler V2"),
        arguments(
            and(V2, change("spec.autoscalerOptions.idleTimeoutSeconds", -1)),
            "spec.autoscalerOptions.idleTimeoutSeconds",
            "autoscalerOptions.idleTimeoutSeconds must be non-negative, got -1"),
        arguments(
            and(
                V2,
                change(
                    "spec.autoscalerOptions.env",
                    List.of(Map.of("name", "KUBERAY_GEN_AUTOSCALER_START_CMD")))),
            "spec.autoscalerOptions.env[0]",
            "autoscalerOptions.env must not contain KUBERAY_GEN_AUTOSCALER_START_CMD"),
        arguments(
            and(AUTOSCALER, change(GROUP + "idleTimeoutSeconds", 5)),
            GROUP + "idleTimeoutSeconds",
            "worker group a: idleTimeoutSeconds is set, but autoscaler v2 is not enabled."),
        arguments(
            and(V2, change(GROUP + "idleTimeoutSeconds", -5)),
            GROUP + "idleTimeoutSeconds",
            "worker group a: idleTimeoutSeconds must be non-negative, got -5"),
        arguments(
            and(AUTOSCALER, change(GROUP + "priority", 2)),
            GROUP + "priority",
            "worker group a: priority is set to 2, but autoscaler v2 is not enabled."),
        arguments(
            and(V2, change(GROUP + "priority", 2, "spec.rayVersion", "2.55.1")),
            GROUP + "priority",
            "worker group a: priority is set, but minimum Ray version is 2.56.0, got 2.55.1"));
  }

  @ParameterizedTest
  @MethodSource({"autoscaler"})
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    BrokenRules.assertTold(change, path, message);
  }
}
