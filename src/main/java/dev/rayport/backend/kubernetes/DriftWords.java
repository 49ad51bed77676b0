package dev.rayport.backend.kubernetes;

import dev.rayport.backend.Drift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls a place of a {@code RayCluster}, and what is there, as the spec does. */
final class DriftWords {

  private static final String HIDDEN = "(hidden)";
  private static final Map<String, String> OF_GROUPS =
      Map.of(
          "minReplicas", ".min",
          "maxReplicas", ".max",
          "replicas", ".replicas",
          "suspend", ".suspended");
  private static final Map<String, String> OF_CLUSTERS =
      Map.of(
          "rayVersion", "ray",
          "suspend", Drift.SUSPENDED,
          "enableInTreeAutoscaling", "autoscaler",
          "autoscalerOptions idleTimeoutSeconds", "autoscaler.idleTimeout",
          "autoscalerOptions upscalingMode", "autoscaler.upscaling",
          "gcsFaultToleranceOptions redisAddress", "redis",
          "gcsFaultToleranceOptions redisPassword", "redis",
          "tlsOptions enabled", "tls",
          "networkPolicy mode", "networkPolicy");

  private final String gpuResource;

  /**
   * @param gpuResource what a GPU is called in a pod's resources
   */
  DriftWords(String gpuResource) {
    this.gpuResource = gpuResource;
  }

  /** In the words of the spec; where it has none, as the object's path. */
  String field(Place place) {
    List<String> names = place.names();
    Optional<String> word =
        switch (names.getFirst()) {
          case "headGroupSpec" -> group("head", names.subList(1, names.size()));
          case "workerGroupSpecs" ->
              names.size() == 2
                  ? Optional.of("workerGroups." + names.get(1))
                  : group(
                      "workerGroups." + names.get(1),
                      names.subList(Math.min(2, names.size()), names.size()));
          default ->
              Optional.ofNullable(
                  OF_CLUSTERS.get(String.join(" ", names.subList(0, Math.min(2, names.size())))));
        };
    return word.orElseGet(place::toString);
  }

  private Optional<String> group(String group, List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.getFirst();
    return switch (first) {
      case "resources" -> names.size() < 2 ? Optional.empty() : logical(group, names.get(1));
      case "rayStartParams" ->
          Optional.of(group + ".startParams" + (names.size() < 2 ? "" : "." + names.get(1)));
      case "template" -> pod(group, names.subList(Math.min(2, names.size()), names.size()));
      default -> Optional.ofNullable(OF_GROUPS.get(first)).map(word -> group + word);
    };
  }

  private static Optional<String> logical(String group, String name) {
    return Optional.of(
        switch (name) {
          case "CPU" -> group + ".rayCpus";
          case "GPU" -> group + ".gpus";
          default -> group + ".resources." + name;
        });
  }

  private Optional<String> pod(String group, List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return switch (names.getFirst()) {
      case "nodeSelector", "tolerations" -> Optional.of(group + "." + names.getFirst());
      case "volumes" -> Optional.of("volumes");
      case "containers" ->
          names.size() < 3 ? Optional.empty() : container(group, names.subList(2, names.size()));
      default -> Optional.empty();
    };
  }

  private Optional<String> container(String group, List<String> names) {
    return switch (names.getFirst()) {
      case "image" -> Optional.of("image");
      case "env" -> Optional.of("env" + (names.size() < 2 ? "" : "." + names.get(1)));
      case "envFrom" -> Optional.of("envFrom");
      case "volumeMounts" -> Optional.of("volumes");
      case "resources" -> names.size() < 3 ? Optional.empty() : amount(group, names.get(2));
      default -> Optional.empty();
    };
  }

  private Optional<String> amount(String group, String name) {
    if (name.equals(gpuResource)) {
      return Optional.of(group + ".gpus");
    }
    return switch (name) {
      case "cpu" -> Optional.of(group + ".cpus");
      case "memory" -> Optional.of(group + ".memory");
      default -> Optional.empty();
    };
  }

  /** A variable's value may be a secret; whole objects are named, not shown. */
  static String value(Place place, Object value) {
    List<String> names = place.names();
    if (names.contains("env") || names.getLast().equals("redisPassword")) {
      return HIDDEN;
    }
    return switch (value) {
      case Map<?, ?> map when map.get("groupName") != null -> size(map);
      case Map<?, ?> map when small(map) ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining(", "));
      case Map<?, ?> map -> "…";
      case List<?> list -> "…";
      case Boolean truth -> truth ? "yes" : "no";
      default -> {
        String text = value.toString();
        yield text.length() <= 200 ? text : text.substring(0, 200) + "…";
      }
    };
  }

  private static boolean small(Map<?, ?> map) {
    return map.size() <= 3
        && map.values().stream()
            .allMatch(value ->
                !(value instanceof Map || value instanceof List) && value.toString().length() < 60);
  }

  private static String size(Map<?, ?> group) {
    return "%s to %s workers".formatted(group.get("minReplicas"), group.get("maxReplicas"));
  }
}
