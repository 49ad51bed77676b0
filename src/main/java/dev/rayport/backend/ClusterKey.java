package dev.rayport.backend;

import java.util.Objects;

/**
 * Which cluster, in a form from which a backend derives deterministic names.
 *
 * @param id the portal's id of the cluster, such as {@code cl_…}
 * @param tenant the tenant's name
 * @param stage lower-case stage: {@code preprocessing}, {@code training}, {@code serving}
 * @param name the cluster's name, unique among the tenant's living clusters
 * @param object what the platform calls it, of one that was there before the portal knew it; empty:
 *     the portal made it
 */
public record ClusterKey(String id, String tenant, String stage, String name, String object) {

  public ClusterKey {
    // Keys saved before clusters could be adopted have none.
    object = Objects.requireNonNullElse(object, "");
  }

  /** One that the portal makes. */
  public ClusterKey(String id, String tenant, String stage, String name) {
    this(id, tenant, stage, name, "");
  }
}
