package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.kubernetes.RayClusterRules.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects that break one rule each. */
final class BrokenRules {

  static final String HEAD = "spec.headGroupSpec.";
  static final String ENV = HEAD + "template.spec.containers[0].env";
  static final String GROUP = "spec.workerGroupSpecs[0].";
  static final Operator ALL =
      new Operator(
          Set.of(
              "RayJobDeletionPolicy",
              "RayClusterNetworkPolicy",
              "RayClusterMTLS",
              "RayClusterHistoryServer",
              "GCSFaultToleranceEmbeddedStorage"),
          true);

  /** Path to value: what is changed in an object that breaks no rule. */
  static Map<String, Object> change(Object... pathsAndValues) {
    Map<String, Object> change = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      change.put(pathsAndValues[i].toString(), pathsAndValues[i + 1]);
    }
    return change;
  }

  static Map<String, Object> env(String name, String value) {
    return change(ENV, List.of(Map.of("name", name, "value", value)));
  }

  static Map<String, Object> and(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> both = new LinkedHashMap<>(one);
    both.putAll(other);
    return both;
  }

  static final Map<String, Object> AUTOSCALER = change("spec.enableInTreeAutoscaling", true);
  static final Map<String, Object> V2 =
      change("spec.enableInTreeAutoscaling", true, "spec.autoscalerOptions.version", "v2");
  static final Map<String, Object> REDIS =
      change("spec.gcsFaultToleranceOptions.redisAddress", "redis:6379");
  static final Map<String, Object> ROCKS =
      change("spec.gcsFaultToleranceOptions.backend", "rocksdb");
  static final Map<String, Object> TLS = change("spec.tlsOptions.enabled", true);

  private BrokenRules() {}

  static Map<String, Object> collector(Map<?, ?>... env) {
    return change(
        "spec.historyServerOptions.collectorOptions", Map.of("image", "i", "env", List.of(env)));
  }

  static Map<?, ?> backend(String name) {
    return Map.of("name", "STORAGE_BACKEND", "value", name);
  }

  static Map<String, Object> changed(Map<String, Object> change) {
    Map<String, Object> cluster = valid();
    change.forEach((path, value) -> Trees.set(cluster, path, value));
    return cluster;
  }

  static Map<String, Object> valid() {
    return Trees.mutable(
        Map.of(
            "apiVersion",
            "ray.io/v1",
            "kind",
            "RayCluster",
            "metadata",
            Map.of("name", "c"),
            "spec",
            Map.of(
                "rayVersion",
                "2.58.0",
                "authOptions",
                Map.of("mode", "token"),
                "headGroupSpec",
                template("ray-head"),
                "workerGroupSpecs",
                new ArrayList<>(List.of(group("a"), group("b"))))));
  }

  static Map<String, Object> group(String name) {
    Map<String, Object> group = new LinkedHashMap<>(template("ray-worker"));
    group.putAll(Map.of("groupName", name, "replicas", 1, "minReplicas", 0, "maxReplicas", 2));
    return group;
  }

  static Map<String, Object> template(String container) {
    return Map.of(
        "template",
        Map.of("spec", Map.of("containers", List.of(Map.of("name", container, "image", "i")))));
  }

  /** Told once, at its path. */
  static void assertTold(Map<String, Object> change, String path, String message) {
    assertThat(RayClusterRules.problems(changed(change), ALL))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).contains(message);
        });
  }
}
