package dev.rayport.cluster;

import dev.rayport.template.Stage;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a new cluster as a document of the platform describes it.
 *
 * @param name DNS-1035, unique among the tenant's living clusters
 * @param document such as the YAML of a {@code RayCluster}
 * @param values {@code workerGroups} that are to differ from it
 * @param labels free key and value pairs
 */
public record ImportCluster(
    String name,
    Stage stage,
    String document,
    Map<String, Object> values,
    Map<String, String> labels,
    Optional<StopWhen> stopWhen) {}
