package dev.rayport.cluster.ui;

import java.util.Map;

/** What people call the fields of a cluster's spec. */
final class FieldWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("ray", "Ray version"),
          Map.entry("image", "image"),
          Map.entry("envFrom", "variables from Secrets and ConfigMaps"),
          Map.entry("volumes", "volumes"),
          Map.entry("redis", "Redis of the head's state"),
          Map.entry("suspended", "suspended"),
          Map.entry("autoscaler", "autoscaler"),
          Map.entry("idleTimeout", "idle timeout of workers"),
          Map.entry("upscaling", "upscaling"),
          Map.entry("min", "fewest workers"),
          Map.entry("max", "most workers"),
          Map.entry("replicas", "workers"),
          Map.entry("cpus", "CPUs"),
          Map.entry("memory", "memory"),
          Map.entry("gpus", "GPUs"),
          Map.entry("rayCpus", "CPUs that Ray uses"),
          Map.entry("nodeSelector", "node selector"),
          Map.entry("tolerations", "tolerations"));

  private FieldWords() {}

  /** Such as “Group worker: most workers”; what is no field of the spec stays as it is. */
  static String of(String path) {
    String[] parts = path.split("\\.", 3);
    String words =
        switch (parts[0]) {
          case "workerGroups" -> "group %s%s".formatted(parts[1], after(parts, 2));
          case "head" -> "head" + after(parts, 1);
          case "env" -> "variable " + path.substring(path.indexOf('.') + 1);
          case "autoscaler" -> WORDS.getOrDefault(parts[parts.length - 1], path);
          default -> WORDS.getOrDefault(path, path);
        };
    return words.equals(path) && path.contains(".")
        ? path
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** From one value to another; those that are not shown look alike. */
  static String change(String from, String to) {
    return from.equals(to) ? "another value" : said(from) + " → " + said(to);
  }

  private static String said(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private static String after(String[] parts, int from) {
    if (parts.length <= from) {
      return "";
    }
    return ": " + WORDS.getOrDefault(parts[from], parts[from].replaceFirst("^resources\\.", ""));
  }
}
