package dev.rayport.admin.ui;

import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetSum;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table: a cluster, or the head of a group of them.
 *
 * @param id of the cluster; of a head its group's name after a sign that no id has
 * @param label of a head; else empty
 * @param open whether a head's clusters are shown below it
 */
record FleetRow(String id, String label, FleetSum sum, boolean open) {

  private static final String HEAD = "#";

  static FleetRow of(FleetCluster cluster) {
    return new FleetRow(cluster.summary().id().value(), "", new FleetSum(List.of(cluster)), true);
  }

  static FleetRow head(String group, List<FleetCluster> clusters, boolean open) {
    return new FleetRow(HEAD + group, group, new FleetSum(clusters), open);
  }

  boolean isHead() {
    return id.startsWith(HEAD);
  }

  /** The same line although its figures are others now: it stays selected. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FleetRow row && row.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Empty of a head. */
  Optional<FleetCluster> cluster() {
    return isHead() ? Optional.empty() : Optional.of(sum.clusters().getFirst());
  }
}
