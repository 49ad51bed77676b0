package dev.rayport.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * Asks for a new cluster.
 *
 * @param name DNS-1035, unique among the tenant's living clusters
 * @param template {@code cpu-small} (newest version) or {@code cpu-small@3}
 * @param values of the template's parameters, and {@code workerGroups} where the policy allows
 * @param labels free key and value pairs
 * @param stopWhen overrides what the template says, within its policy
 */
public record CreateCluster(
    String name,
    String template,
    Map<String, Object> values,
    Map<String, String> labels,
    Optional<StopWhen> stopWhen) {}
