package dev.rayport.admin.ui;

import dev.rayport.admin.FleetCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the table of all clusters is arranged. */
enum Grouping {
  TENANT("By tenant", "Tenant / cluster", each -> each.summary().tenant()),
  TEMPLATE("By template", "Template / cluster", each -> each.summary().template()),
  /** The reclaim desk: no groups, the largest waste first. */
  WASTE("By waste", "Cluster", each -> "");

  private final String label;
  private final String head;
  private final Function<FleetCluster, String> group;

  Grouping(String label, String head, Function<FleetCluster, String> group) {
    this.label = label;
    this.head = head;
    this.group = group;
  }

  String label() {
    return label;
  }

  /** Over the column of names. */
  String head() {
    return head;
  }

  /** As it stands in the address. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Grouping ofWord(String word) {
    for (Grouping grouping : values()) {
      if (grouping.word().equals(word)) {
        return grouping;
      }
    }
    return TENANT;
  }

  /** In which order clusters stand that nobody sorted. */
  Comparator<FleetCluster> usual() {
    Comparator<FleetCluster> byName = Comparator.comparing(each -> each.summary().name());
    return this == WASTE ? FleetCluster.BY_WASTE.reversed().thenComparing(byName) : byName;
  }

  /** What is worth a line: on the reclaim desk only what holds something. */
  boolean shows(FleetCluster each) {
    return this != WASTE || !each.holds().isNothing();
  }

  /**
   * The lines, groups by name.
   *
   * @param closed groups of which only the head is shown
   */
  List<FleetRow> rows(
      List<FleetCluster> found, Comparator<FleetCluster> order, Set<String> closed) {
    List<FleetCluster> sorted =
        found.stream().filter(this::shows).sorted(order.thenComparing(usual())).toList();
    if (this == WASTE) {
      return sorted.stream().map(FleetRow::of).toList();
    }
    Map<String, List<FleetCluster>> groups =
        sorted.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
    List<FleetRow> rows = new ArrayList<>();
    groups.forEach((name, clusters) -> {
      boolean open = !closed.contains(name);
      rows.add(FleetRow.head(name, clusters, open));
      if (open) {
        clusters.stream().map(FleetRow::of).forEach(rows::add);
      }
    });
    return rows;
  }
}
