package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code RayCluster} as a tree with what tells how it is: who owns which of its fields is most of
 * an object, and is left out, since clusters are read whenever anything happens to them.
 */
final class SeenCluster {

  private SeenCluster() {}

  /** Only to be read: spec and status are the object's own. */
  static Map<String, Object> tree(GenericKubernetesResource object) {
    Map<String, Object> tree = new HashMap<>(object.getAdditionalProperties());
    tree.put("apiVersion", object.getApiVersion());
    tree.put("kind", object.getKind());
    tree.put("metadata", metadata(object.getMetadata()));
    return tree;
  }

  private static Map<String, Object> metadata(ObjectMeta about) {
    Map<String, Object> metadata = new HashMap<>();
    put(metadata, "name", about.getName());
    put(metadata, "namespace", about.getNamespace());
    put(metadata, "generation", about.getGeneration());
    put(metadata, "creationTimestamp", about.getCreationTimestamp());
    put(metadata, "deletionTimestamp", about.getDeletionTimestamp());
    put(metadata, "finalizers", about.getFinalizers());
    put(
        metadata,
        "managedFields",
        about.getManagedFields().stream().map(SeenCluster::writer).toList());
    return metadata;
  }

  private static Map<String, Object> writer(ManagedFieldsEntry entry) {
    Map<String, Object> writer = new HashMap<>();
    put(writer, "manager", entry.getManager());
    put(writer, "time", entry.getTime());
    put(writer, "subresource", entry.getSubresource());
    return writer;
  }

  private static void put(Map<String, Object> tree, String name, @Nullable Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      tree.put(name, value);
    }
  }
}
