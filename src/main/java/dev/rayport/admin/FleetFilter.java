package dev.rayport.admin;

import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.OverseenQuery;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks of one cluster in memory what the database is asked of all. */
public record FleetFilter(OverseenQuery query, Instant now) implements Predicate<FleetCluster> {

  @Override
  public boolean test(FleetCluster each) {
    ClusterSummary cluster = each.summary();
    ClusterQuery which = query.which();
    return (which.states().isEmpty() || which.states().contains(cluster.state()))
        && which.stage().filter(stage -> stage != cluster.stage()).isEmpty()
        && which.owner().filter(owner -> !owner.equals(cluster.owner())).isEmpty()
        && which.template().filter(name -> !made(name, cluster.template())).isEmpty()
        && query.tenant().filter(name -> !name.equals(cluster.tenant())).isEmpty()
        && query
            .idle()
            .filter(least -> each.idleFor().filter(time -> time.compareTo(least) >= 0).isEmpty())
            .isEmpty()
        && which.createdAfter().filter(at -> !cluster.createdAt().isAfter(at)).isEmpty()
        && which.createdBefore().filter(at -> !cluster.createdAt().isBefore(at)).isEmpty()
        && says(cluster, which.text().strip().toLowerCase(Locale.ROOT));
  }

  private static boolean made(String wanted, String template) {
    return template.equals(wanted) || template.startsWith(wanted + "@");
  }

  private static boolean says(ClusterSummary cluster, String part) {
    return Stream.of(cluster.name(), cluster.tenant(), cluster.owner())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
  }
}
