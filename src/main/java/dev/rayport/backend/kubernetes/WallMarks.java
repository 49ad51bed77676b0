package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells from what the API server answers whether writing an object again changed anything: the
 * portal may write walls without reading them. Another object has another uid, and the time of a
 * writer's fields is that of the last write that changed one of them.
 */
final class WallMarks {

  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * @param written as the API server has it now; the first time nothing is known of it
   */
  boolean differs(HasMetadata written) {
    String now =
        written.getMetadata().getUid()
            + written.getMetadata().getManagedFields().stream()
                .filter(entry -> RayClusterApi.MANAGER.equals(entry.getManager()))
                .map(ManagedFieldsEntry::getTime)
                .sorted()
                .collect(Collectors.joining(" ", " ", ""));
    String before = known.put(name(written), now);
    return before != null && !before.equals(now);
  }

  /** For people: its kind and where it is. */
  static String name(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return "%s %s%s"
        .formatted(
            object.getKind(),
            namespace == null ? "" : namespace + "/",
            object.getMetadata().getName());
  }
}
