package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.Optional;
import java.util.Set;

/** Rules of Ray's autoscaler. */
final class AutoscalerRules {

  private static final String V2 = "RAY_enable_autoscaler_v2";
  private static final String START_COMMAND = "KUBERAY_GEN_AUTOSCALER_START_CMD";

  private AutoscalerRules() {}

  static void check(Check check) {
    Tree options = check.spec().at("autoscalerOptions");
    Tree variable = Check.env(check.headContainer(), V2);
    if (!check.autoscales() && on(variable)) {
      check.add(
          variable.path(),
          "environment variable %s cannot be set to '%s' when enableInTreeAutoscaling is false."
              + " Please set enableInTreeAutoscaling: true to use autoscaler v2",
          V2,
          variable.text("value"));
    }
    if (check.autoscales() && options.has("version") && !variable.isEmpty()) {
      check.add(
          options.path("version"),
          "both .spec.autoscalerOptions.version and head Pod env var %s are set, please only use"
              + " the former",
          V2);
    }
    if (check.autoscales() && check.autoscalerV2()) {
      restartPolicies(check);
    }
    Optional<Long> idle = options.whole("idleTimeoutSeconds");
    if (idle.isPresent() && idle.get() < 0) {
      check.add(
          options.path("idleTimeoutSeconds"),
          "autoscalerOptions.idleTimeoutSeconds must be non-negative, got %d",
          idle.get());
    }
    Tree command = Check.env(options, START_COMMAND);
    if (!command.isEmpty()) {
      check.add(
          command.path(),
          "autoscalerOptions.env must not contain %s: it is managed by KubeRay and injected"
              + " automatically into the autoscaler container",
          START_COMMAND);
    }
  }

  static void group(Check check, Tree group, String name) {
    idleTimeout(check, group, name);
    priority(check, group, name);
  }

  private static void restartPolicies(Check check) {
    if (restarts(check.head())) {
      check.add(
          check.head().path("template.spec.restartPolicy"),
          "restartPolicy for head Pod should be Never or unset when using autoscaler V2");
    }
    for (Tree group : check.groups()) {
      if (restarts(group)) {
        check.add(
            group.path("template.spec.restartPolicy"),
            "restartPolicy for worker group %s should be Never or unset when using autoscaler V2",
            group.text("groupName"));
      }
    }
  }

  private static boolean restarts(Tree group) {
    return !Set.of("", "Never").contains(group.at("template.spec").text("restartPolicy"));
  }

  private static void idleTimeout(Check check, Tree group, String name) {
    Optional<Long> idle = group.whole("idleTimeoutSeconds");
    if (idle.isEmpty()) {
      return;
    }
    String path = group.path("idleTimeoutSeconds");
    if (idle.get() < 0) {
      check.add(
          path,
          "worker group %s: idleTimeoutSeconds must be non-negative, got %d",
          name,
          idle.get());
    } else if (!secondVersion(check)) {
      check.add(
          path,
          "worker group %s: idleTimeoutSeconds is set, but autoscaler v2 is not enabled. Please set"
              + " .spec.autoscalerOptions.version to 'v2' (or set %s environment variable to 'true'"
              + " in the head pod if using KubeRay < 1.4.0)",
          name,
          V2);
    }
  }

  private static void priority(Check check, Tree group, String name) {
    long priority = group.whole("priority").orElse(0L);
    if (priority == 0) {
      return;
    }
    String path = group.path("priority");
    Optional<RayVersion> version = RayVersion.parse(check.rayVersion());
    if (check.rayVersion().isEmpty()) {
      check.add(
          path,
          "worker group %s: priority is set, but RayVersion was not specified. Ray version 2.56.0"
              + " or later is required",
          name);
    } else if (version.isEmpty()) {
      check.add(
          path,
          "worker group %s: priority is set, but RayVersion format is invalid: %s, could not parse"
              + " \"%s\" as version",
          name,
          check.rayVersion(),
          check.rayVersion());
    } else if (version.get().before(2, 56)) {
      check.add(
          path,
          "worker group %s: priority is set, but minimum Ray version is 2.56.0, got %s",
          name,
          check.rayVersion());
    } else if (!secondVersion(check)) {
      check.add(
          path,
          "worker group %s: priority is set to %d, but autoscaler v2 is not enabled. Priority is"
              + " only supported with autoscaler v2 enabled",
          name,
          priority);
    }
  }

  private static boolean secondVersion(Check check) {
    return check.autoscalerV2() || on(Check.env(check.headContainer(), V2));
  }

  private static boolean on(Tree variable) {
    return Set.of("1", "true").contains(variable.text("value"));
  }
}
