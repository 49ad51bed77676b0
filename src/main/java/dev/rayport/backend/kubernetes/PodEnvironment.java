package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of a Ray container; KubeRay adds addresses, names and the token.
 *
 * @param clusterId the portal's
 */
record PodEnvironment(ClusterSpec spec, String clusterId) {

  List<Map<String, Object>> list() {
    List<Map<String, Object>> list = new ArrayList<>();
    new TreeMap<>(spec.env()).forEach((name, value) -> list.add(variable(name, literal(value))));
    spec.platform().envFrom().stream()
        .filter(from -> !from.key().isEmpty())
        .map(PodEnvironment::fromKey)
        .forEach(list::add);
    list.add(variable("RAY_DASHBOARD_ENABLE_PROFILING", "1"));
    list.add(variable("RAY_STREAM_RUNTIME_ENV_LOG_TO_JOB_DRIVER_LOG", "1"));
    list.add(variable("RAY_USAGE_STATS_ENABLED", "0"));
    list.add(variable("RAYPORT_CLUSTER_ID", clusterId));
    return list;
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
