package dev.rayport.backend;

/**
 * Which cluster, in a form from which a backend derives deterministic names.
 *
 * @param id the portal's id of the cluster, such as {@code cl_…}
 * @param tenant the tenant's name
 * @param stage lower-case stage: {@code preprocessing}, {@code training}, {@code serving}
 * @param name the cluster's name, unique among the tenant's living clusters
 */
public record ClusterKey(String id, String tenant, String stage, String name) {}
