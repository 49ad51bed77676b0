package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.kubernetes.RayClusterRules.Operator;
import dev.rayport.backend.kubernetes.RayClusterRules.Problem;
import dev.rayport.base.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What KubeRay's operator would refuse of a spec, told before anything is written: it says so in an
 * event only, and leaves the object as it is.
 */
final class OperatorProblems {

  /** Whether a gate is open only the operator knows; it is not refused here for that. */
  private static final Operator WHATEVER_IT_HAS =
      new Operator(
          Set.of(
              "RayJobDeletionPolicy",
              "RayClusterMTLS",
              "RayClusterNetworkPolicy",
              "RayClusterHistoryServer",
              "GCSFaultToleranceEmbeddedStorage"),
          true);

  /** From where in the object to the field of a template; the first that matches. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("spec\\.rayVersion", "ray");
    FIELDS.put("spec\\.workerGroupSpecs(\\[\\d+])\\.groupName", "workerGroups$1.name");
    FIELDS.put("spec\\.workerGroupSpecs(\\[\\d+])\\.minReplicas", "workerGroups$1.min");
    FIELDS.put("spec\\.workerGroupSpecs(\\[\\d+])\\.maxReplicas", "workerGroups$1.max");
    FIELDS.put("spec\\.workerGroupSpecs(\\[\\d+])\\.suspend", "workerGroups$1.suspended");
    FIELDS.put(
        "spec\\.workerGroupSpecs(\\[\\d+])\\.rayStartParams\\.(.+)",
        "workerGroups$1.startParams.$2");
    FIELDS.put("spec\\.headGroupSpec\\.rayStartParams\\.(.+)", "head.startParams.$1");
    FIELDS.put("spec\\..*\\.env\\b.*", "env");
    FIELDS.put("spec\\..*\\.volume(s|Mounts)\\b.*", "volumes");
    FIELDS.put("spec\\.workerGroupSpecs(\\[\\d+]).*", "workerGroups$1");
    FIELDS.put("spec\\.headGroupSpec.*", "head");
    FIELDS.put("spec\\.autoscalerOptions.*", "autoscaler");
    FIELDS.put("spec\\.gcsFaultToleranceOptions.*", "redis");
    FIELDS.put("spec\\.tlsOptions.*", "tls");
    FIELDS.put("spec\\.networkPolicy.*", "networkPolicy");
    FIELDS.put("metadata\\.name", "name");
  }

  private OperatorProblems() {}

  /**
   * @param spec in which nothing else is wrong
   */
  static List<FieldError> of(ClusterSpec spec, KubernetesProperties properties) {
    Map<String, Object> cluster = RayClusterManifest.draft(spec, properties);
    return RayClusterRules.problems(cluster, WHATEVER_IT_HAS).stream()
        .map(OperatorProblems::error)
        .toList();
  }

  private static FieldError error(Problem problem) {
    String field = field(problem.path());
    return new FieldError(
        field,
        field.equals("ray")
            ? "Tokens close the heads of clusters here, and Ray has them from 2.52.0 on."
            : "KubeRay refuses it: %s.".formatted(problem.message()));
  }

  static String field(String path) {
    return FIELDS.entrySet().stream()
        .filter(known -> path.matches(known.getKey()))
        .findFirst()
        .map(known -> path.replaceFirst(known.getKey(), known.getValue()))
        .orElse(path);
  }
}
