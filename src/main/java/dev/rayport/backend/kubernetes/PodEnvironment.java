package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of a Ray container; KubeRay adds addresses, names and the token.
 *
 * @param clusterId the portal's
 */
record PodEnvironment(ClusterSpec spec, String clusterId) {

  static final String CLUSTER_ID = "RAYPORT_CLUSTER_ID";

  /** What the portal sets on every Ray container. */
  static final Map<String, String> OWN =
      new TreeMap<>(
          Map.of(
              "RAY_DASHBOARD_ENABLE_PROFILING", "1",
              "RAY_STREAM_RUNTIME_ENV_LOG_TO_JOB_DRIVER_LOG", "1",
              "RAY_USAGE_STATS_ENABLED", "0"));

  /** Each name once, as the API server wants it; what the spec says comes first. */
  List<Map<String, Object>> list() {
    Map<String, Map<String, Object>> list = new LinkedHashMap<>();
    spec.ofProcesses().forEach((name, value) -> list.put(name, variable(name, literal(value))));
    spec.platform().envFrom().stream()
        .filter(from -> !from.key().isEmpty())
        .forEach(from -> list.putIfAbsent(from.variable(), fromKey(from)));
    OWN.forEach((name, value) -> list.putIfAbsent(name, variable(name, value)));
    list.put(CLUSTER_ID, variable(CLUSTER_ID, clusterId));
    return List.copyOf(list.values());
  }

  /** Objects of which every key becomes a variable. */
  static List<Map<String, Object>> sources(List<PlatformSpec.EnvFrom> sources) {
    return sources.stream()
        .filter(from -> from.key().isEmpty())
        .map(from -> Map.<String, Object>of(reference(from) + "Ref", Map.of("name", from.object())))
        .toList();
  }

  private static Map<String, Object> fromKey(PlatformSpec.EnvFrom from) {
    Map<String, Object> key =
        new TreeBuilder().put("name", from.object()).put("key", from.key()).build();
    return new TreeBuilder()
        .put("name", from.variable())
        .put("valueFrom", Map.of(reference(from) + "KeyRef", key))
        .build();
  }

  private static String reference(PlatformSpec.EnvFrom from) {
    return from.source() == PlatformSpec.Source.SECRET ? "secret" : "configMap";
  }

  /** Kubernetes puts other variables in for {@code $(NAME)}; a value is meant as it is written. */
  private static String literal(String value) {
    return value.contains("$(") || value.contains("$$") ? value.replace("$", "$$") : value;
  }

  private static Map<String, Object> variable(String name, String value) {
    return new TreeBuilder().put("name", name).put("value", value).build();
  }
}
