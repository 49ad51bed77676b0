package dev.rayport.backend.kubernetes;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of a {@code RayCluster} what is not for Git. With it go the marks of the portal and
 * what the portal made for this one cluster: applied from Git it is nobody's whom the portal knows,
 * and a stranger with its marks would be ended as a cluster that nobody asked for.
 */
final class RayClusterExport {

  private static final String REDACTED = "<redacted>";
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(passw|secret|token|credential|api_?key|access_?key|private_?key|auth).*");
  private static final Pattern SECRET_VALUE = Pattern.compile("[a-zA-Z0-9+.-]+://[^/@\\s]+@.*");

  /** Whose owner does not matter: an autoscaler that sets a number owns the whole list. */
  private static final Set<String> ALWAYS =
      Set.of("rayVersion", "headGroupSpec", "workerGroupSpecs", "enableInTreeAutoscaling");

  private final Set<String> ours = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /** Whether a portal made it. */
  private boolean made;

  private RayClusterExport() {}

  static Map<String, Object> of(Map<String, Object> cluster, String manager) {
    Tree root = Tree.of(cluster);
    RayClusterExport export = new RayClusterExport();
    export.made =
        ClusterLabels.MANAGER.equals(
            root.at("metadata").texts("labels").get(ClusterLabels.MANAGED_BY));
    for (Tree entry : root.at("metadata").list("managedFields")) {
      boolean own = entry.text("manager").equals(manager);
      Tree fields = new Tree("", entry.at("fieldsV1").map());
      (own ? export.ours : export.others).addAll(paths(fields));
    }
    return new TreeBuilder()
        .put("apiVersion", root.text("apiVersion"))
        .put("kind", root.text("kind"))
        .put("metadata", export.metadata(root.at("metadata")))
        .put("spec", export.spec(root.at("spec")))
        .build();
  }

  /** Second level, and third of labels and annotations. */
  private static Set<String> paths(Tree fields) {
    Set<String> paths = new HashSet<>();
    fields.at("f:spec").map().keySet().forEach(key -> paths.add("spec." + name(key)));
    for (String kind : List.of("labels", "annotations")) {
      fields
          .at("f:metadata")
          .at("f:" + kind)
          .map()
          .keySet()
          .forEach(key -> paths.add(kind + "." + name(key)));
    }
    return paths;
  }

  private static String name(String key) {
    return key.startsWith("f:") ? key.substring(2) : key;
  }

  private boolean foreign(String path) {
    return !ours.isEmpty() && others.contains(path) && !ours.contains(path);
  }

  private Map<String, Object> metadata(Tree metadata) {
    TreeBuilder made =
        new TreeBuilder()
            .put("name", metadata.text("name"))
            .put("namespace", metadata.text("namespace"));
    for (String kind : List.of("labels", "annotations")) {
      Map<String, Object> kept = new LinkedHashMap<>();
      metadata
          .texts(kind)
          .forEach((key, value) -> {
            boolean copy = key.equals("kubectl.kubernetes.io/last-applied-configuration");
            if (!copy && !ClusterLabels.isMark(key, value) && !foreign(kind + "." + key)) {
              kept.put(key, value);
            }
          });
      made.put(kind, kept);
    }
    return made.build();
  }

  private Map<String, Object> spec(Tree spec) {
    Map<String, Object> kept = new LinkedHashMap<>();
    spec.map()
        .forEach((key, value) -> {
          boolean standard = key.equals("suspend") && Boolean.FALSE.equals(value);
          if (!standard && (ALWAYS.contains(key) || !foreign("spec." + key))) {
            kept.put(key, redacted(value));
          }
        });
    if (kept.get("workerGroupSpecs") instanceof List<?> groups) {
      boolean autoscales = spec.truth("enableInTreeAutoscaling");
      kept.put("workerGroupSpecs", groups.stream().map(g -> group(g, autoscales)).toList());
    }
    if (made) {
      withoutOwn(kept);
    }
    return kept;
  }

  /** The account and the Secret end with the portal's cluster. */
  private static void withoutOwn(Map<String, Object> spec) {
    below(spec, "authOptions").remove("secretName");
    withoutOwnPods(below(spec, "headGroupSpec"));
    if (spec.get("workerGroupSpecs") instanceof List<?> groups) {
      groups.forEach(group -> withoutOwnPods(map(group)));
    }
  }

  private static void withoutOwnPods(Map<String, Object> group) {
    Map<String, Object> template = below(group, "template");
    below(template, "spec").remove("serviceAccountName");
    Map<String, Object> metadata = below(template, "metadata");
    Map<String, Object> labels = below(metadata, "labels");
    labels.entrySet().removeIf(l -> ClusterLabels.isMark(l.getKey(), String.valueOf(l.getValue())));
    if (labels.isEmpty()) {
      metadata.remove("labels");
    }
    if (metadata.isEmpty()) {
      template.remove("metadata");
    }
  }

  private static Map<String, Object> below(Map<String, Object> tree, String key) {
    return map(tree.get(key));
  }

  /** The map itself, to be changed; an empty one where there is none. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : new LinkedHashMap<>();
  }

  /** The number of workers is the autoscaler's, and so is which of them go. */
  private static Object group(Object value, boolean autoscales) {
    if (!(value instanceof Map<?, ?> group)) {
      return value;
    }
    Map<Object, Object> made = new LinkedHashMap<>(group);
    made.remove("scaleStrategy");
    boolean moves = !String.valueOf(group.get("minReplicas")).equals(group.get("maxReplicas") + "");
    if (autoscales && moves) {
      made.remove("replicas");
    }
    return made;
  }

  /** Without values that look like secrets, for people who may see the object itself. */
  static Map<String, Object> redacted(Map<String, Object> object) {
    return redactedMap(object);
  }

  private static Object redacted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> redactedMap(map);
      case List<?> list -> list.stream().map(RayClusterExport::redacted).toList();
      default -> value;
    };
  }

  private static Map<String, Object> redactedMap(Map<?, ?> map) {
    Map<String, Object> made = new LinkedHashMap<>();
    boolean named = map.get("name") instanceof String name && SECRET_NAME.matcher(name).matches();
    map.forEach((key, value) -> {
      boolean secret =
          key.equals("value")
              && value instanceof String text
              && (named || SECRET_VALUE.matcher(text).matches());
      secret |= key.toString().endsWith("redis-password") && value instanceof String;
      if (key.equals("redisPassword") && value instanceof Map<?, ?> password) {
        made.put(
            "redisPassword", password.containsKey("value") ? Map.of("value", REDACTED) : value);
      } else if (value != null) {
        made.put(key.toString(), secret ? REDACTED : redacted(value));
      }
    });
    return made;
  }
}
