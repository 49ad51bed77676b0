package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the installed KubeRay knows of a {@code RayCluster}, read from its definition: the API
 * server drops what the definition lacks without a word, and a dropped {@code authOptions} would
 * leave a cluster open to everyone.
 */
final class InstalledKubeRay {

  /**
   * @param open whether any key is taken, as in labels
   */
  private record Schema(Map<String, Schema> fields, boolean open) {
    static final Schema LEAF = new Schema(Map.of(), true);
  }

  private final Schema root;

  private InstalledKubeRay(Schema root) {
    this.root = root;
  }

  /**
   * @param definition the {@code CustomResourceDefinition} of {@code rayclusters.ray.io}
   */
  static InstalledKubeRay of(Map<String, Object> definition) {
    return Tree.of(definition).at("spec").list("versions").stream()
        .filter(version -> version.text("name").equals("v1"))
        .findFirst()
        .map(version -> new InstalledKubeRay(schema(version.at("schema.openAPIV3Schema"))))
        .orElseThrow(() ->
            new BackendException(
                "The installed KubeRay does not offer ray.io/v1; version 1.0 or newer is needed."));
  }

  /** Knows every field; for a definition that could not be read. */
  static InstalledKubeRay assumed() {
    return new InstalledKubeRay(Schema.LEAF);
  }

  /** Whether a path such as {@code spec.networkPolicy} is known. */
  boolean offers(String path) {
    Schema at = root;
    for (String key : path.split("\\.")) {
      if (at.open()) {
        return true;
      }
      if (!at.fields().containsKey(key)) {
        return false;
      }
      at = at.fields().get(key);
    }
    return true;
  }

  /** Paths of the object that would be dropped. */
  List<String> unknownIn(Map<String, Object> cluster) {
    List<String> unknown = new ArrayList<>();
    Tree.of(cluster)
        .raw("spec")
        .ifPresent(
            spec -> collect("spec", spec, root.fields().getOrDefault("spec", root), unknown));
    return unknown;
  }

  /**
   * @throws BackendException when something of the object would be dropped
   */
  void mustKnow(Map<String, Object> cluster) {
    List<String> unknown = unknownIn(cluster);
    if (!unknown.isEmpty()) {
      throw new BackendException(
          "The installed KubeRay does not know %s; update its definitions and its operator."
              .formatted(String.join(", ", unknown)));
    }
  }

  private static void collect(String path, Object value, Schema schema, List<String> unknown) {
    if (schema.open()) {
      return;
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(path + "[" + i + "]", list.get(i), schema, unknown);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> {
        Schema known = schema.fields().get(String.valueOf(key));
        if (known == null) {
          unknown.add(path + "." + key);
        } else {
          collect(path + "." + key, below, known, unknown);
        }
      });
    }
  }

  private static Schema schema(Tree tree) {
    if (tree.has("items")) {
      return schema(tree.at("items"));
    }
    boolean open =
        tree.has("additionalProperties")
            || tree.truth("x-kubernetes-preserve-unknown-fields")
            || !tree.has("properties");
    if (open) {
      return Schema.LEAF;
    }
    Map<String, Schema> fields = new HashMap<>();
    Tree properties = tree.at("properties");
    properties.map().keySet().forEach(key -> fields.put(key, schema(properties.at(key))));
    return new Schema(Map.copyOf(fields), false);
  }
}
