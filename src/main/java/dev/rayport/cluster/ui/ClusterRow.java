package dev.rayport.cluster.ui;

import dev.rayport.base.ui.ReasonSource;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster as lists show it.
 *
 * @param says the sentence beside the state: why it is not where it should be, or what another room
 *     knows of it
 */
record ClusterRow(ClusterSummary cluster, String says) {

  String id() {
    return cluster.id().value();
  }

  /** Asks every source once for the whole page. */
  static List<ClusterRow> of(Collection<ClusterSummary> page, List<ReasonSource> sources) {
    List<String> ids = page.stream().map(cluster -> cluster.id().value()).toList();
    Map<String, String> known = new HashMap<>();
    for (ReasonSource source : sources) {
      if (source.objectKind().equals("cluster") && !ids.isEmpty()) {
        known.putAll(source.reasons(ids));
      }
    }
    return page.stream()
        .map(cluster ->
            new ClusterRow(
                cluster,
                asOf(cluster) + says(cluster, known.getOrDefault(cluster.id().value(), ""))))
        .toList();
  }

  private static String says(ClusterSummary cluster, String known) {
    return cluster.reason().isEmpty() ? known : cluster.reason().lines().findFirst().orElse("");
  }

  private static String asOf(ClusterSummary cluster) {
    return cluster.asOf().map(then -> "As of %s. ".formatted(Words.time(then))).orElse("");
  }
}
