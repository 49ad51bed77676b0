package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How objects of a cluster are marked, so that they are found again without the portal's help. */
final class ClusterLabels {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String MANAGER = "rayport";
  static final String INSTANCE = "rayport.dev/instance";
  static final String ID = "rayport.dev/cluster-id";
  static final String TENANT = "rayport.dev/tenant";
  private static final String STAGE = "rayport.dev/stage";
  private static final String CLUSTER = "rayport.dev/cluster";

  private ClusterLabels() {}

  static Map<String, Object> of(String instance, ClusterKey key) {
    return new TreeMap<>(
        Map.of(
            MANAGED_BY, MANAGER,
            INSTANCE, instance,
            ID, key.id(),
            TENANT, key.tenant(),
            STAGE, key.stage(),
            CLUSTER, key.name()));
  }

  /** Whether a label or an annotation says that a portal made the object, and from what. */
  static boolean isMark(String key, String value) {
    return key.startsWith("rayport.dev/") || key.equals(MANAGED_BY) && value.equals(MANAGER);
  }

  /** Marks of a namespace, which many clusters share. */
  static Map<String, Object> ofNamespace(String instance, ClusterKey key) {
    return new TreeMap<>(
        Map.of(MANAGED_BY, MANAGER, INSTANCE, instance, TENANT, key.tenant(), STAGE, key.stage()));
  }

  /** The same marks as a namespace carries them already. */
  static Map<String, Object> ofNamespace(Map<String, String> carried) {
    Map<String, Object> marks = new TreeMap<>(carried);
    marks.keySet().retainAll(Set.of(MANAGED_BY, INSTANCE, TENANT, STAGE));
    return marks;
  }

  /** Selects every object of every cluster of this portal. */
  static Map<String, String> selector(String instance) {
    return Map.of(MANAGED_BY, MANAGER, INSTANCE, instance);
  }

  /** Whether a namespace is this portal's or no portal's yet. */
  static boolean maybeOf(String instance, Map<String, String> labels) {
    return instance.equals(labels.getOrDefault(INSTANCE, instance))
        || !MANAGER.equals(labels.get(MANAGED_BY));
  }

  /**
   * Whose object it is; empty when it is not this portal's or a label was taken off.
   *
   * @param object the {@code RayCluster}
   */
  static Optional<ClusterKey> key(
      String instance, KubernetesProperties properties, HasMetadata object) {
    return key(instance, Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()))
        .map(made -> {
          String name = object.getMetadata().getName();
          boolean ownName =
              ObjectNames.of(properties.namespacePrefix(), made).cluster().equals(name);
          return ownName
              ? made
              : new ClusterKey(made.id(), made.tenant(), made.stage(), made.name(), name);
        });
  }

  /** As {@link #key(String, KubernetesProperties, HasMetadata)}, of one with a name of its own. */
  static Optional<ClusterKey> key(String instance, Map<String, String> labels) {
    boolean ours = MANAGER.equals(labels.get(MANAGED_BY)) && instance.equals(labels.get(INSTANCE));
    ClusterKey key =
        new ClusterKey(
            labels.getOrDefault(ID, ""),
            labels.getOrDefault(TENANT, ""),
            labels.getOrDefault(STAGE, ""),
            labels.getOrDefault(CLUSTER, ""));
    boolean whole =
        !key.id().isEmpty()
            && !key.tenant().isEmpty()
            && !key.stage().isEmpty()
            && !key.name().isEmpty();
    return ours && whole ? Optional.of(key) : Optional.empty();
  }
}
