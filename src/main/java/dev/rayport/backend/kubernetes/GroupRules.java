package dev.rayport.backend.kubernetes;

import dev.rayport.backend.KubernetesNames;
import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of the head group and of each worker group. */
final class GroupRules {

  private static final List<String> RESOURCE_PARAMS =
      List.of("num-cpus", "num-gpus", "memory", "resources");

  private GroupRules() {}

  static void check(Check check) {
    Tree head = check.head();
    if (head.at("template.spec").items("containers").isEmpty()) {
      check.add(
          head.at("template.spec").path("containers"),
          "headGroupSpec should have at least one container");
    }
    resources(check, head, "Head");
    labels(check, head, "Head");
    for (Tree group : check.groups()) {
      String name = group.text("groupName");
      if (group.at("template.spec").items("containers").isEmpty()) {
        check.add(
            group.at("template.spec").path("containers"),
            "workerGroupSpec should have at least one container");
      }
      replicas(check, group, name);
      resources(check, group, name);
      labels(check, group, name);
      AutoscalerRules.group(check, group, name);
      suspend(check, group, name);
    }
  }

  private static void replicas(Check check, Tree group, String name) {
    Optional<Long> min = group.whole("minReplicas");
    Optional<Long> max = group.whole("maxReplicas");
    if (!check.autoscales() && (min.isEmpty() || max.isEmpty())) {
      check.add(
          group.path(min.isEmpty() ? "minReplicas" : "maxReplicas"),
          "worker group %s must set both minReplicas and maxReplicas when autoscaling is disabled",
          name);
    }
    if (min.isPresent() && min.get() < 0) {
      check.add(
          group.path("minReplicas"),
          "worker group %s has negative minReplicas %d",
          name,
          min.get());
    }
    if (max.isPresent() && max.get() < 0) {
      check.add(
          group.path("maxReplicas"),
          "worker group %s has negative maxReplicas %d",
          name,
          max.get());
    }
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      check.add(
          group.path("minReplicas"),
          "worker group %s has minReplicas %d greater than maxReplicas %d",
          name,
          min.get(),
          max.get());
    }
  }

  private static void resources(Check check, Tree group, String name) {
    Map<String, String> params = group.texts("rayStartParams");
    boolean twice =
        !group.at("resources").isEmpty()
            && RESOURCE_PARAMS.stream().anyMatch(p -> !params.getOrDefault(p, "").isEmpty());
    if (twice) {
      check.add(
          group.path("resources"),
          "resource fields should not be set in both rayStartParams and Resources for %s group;"
              + " please use only one",
          name);
    }
  }

  private static void labels(Check check, Tree group, String name) {
    if (group.at("rayStartParams").has("labels")) {
      check.add(
          group.path("rayStartParams.labels"),
          "rayStartParams['labels'] is not supported for %s group; please use the top-level Labels"
              + " field instead",
          name);
    }
    group
        .texts("labels")
        .forEach((key, value) -> {
          String path = group.path("labels." + key);
          for (String error : KubernetesNames.qualifiedName(key)) {
            check.add(path, "invalid label key for %s group: '%s', error: %s", name, key, error);
          }
          for (String error : KubernetesNames.labelValue(value)) {
            check.add(
                path,
                "invalid label value for key '%s' in %s group: '%s', error: %s",
                key,
                name,
                value,
                error);
          }
        });
  }

  private static void suspend(Check check, Tree group, String name) {
    if (!group.truth("suspend")) {
      return;
    }
    if (!check.operator().has("RayJobDeletionPolicy")) {
      check.add(
          group.path("suspend"),
          "worker group %s can be suspended only when the RayJobDeletionPolicy feature gate is"
              + " enabled",
          name);
    }
    if (check.autoscales()) {
      check.add(
          group.path("suspend"),
          "worker group %s cannot be suspended with Autoscaler enabled",
          name);
    }
  }
}
