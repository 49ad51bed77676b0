package dev.rayport.admin;

import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Holding;
import dev.rayport.cluster.OverseenCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A cluster of any tenant with what it uses and costs.
 *
 * @param use empty while it was not measured
 * @param bill empty without a price list
 * @param asOf what is said of times and cost is of this moment
 */
public record FleetCluster(
    OverseenCluster cluster, Optional<Use> use, Optional<Bill> bill, Instant asOf) {

  private static final double HOUR = Duration.ofHours(1).toMillis();

  /** By money that is wasted, or without prices by hours of GPUs and cores that lay idle. */
  public static final Comparator<FleetCluster> BY_WASTE =
      Comparator.<FleetCluster>comparingDouble(
              each -> each.bill().map(Bill::wastePerHour).orElse(0.0))
          .thenComparingDouble(FleetCluster::idleGpuHours)
          .thenComparingDouble(FleetCluster::idleCpuHours);

  public static final Comparator<FleetCluster> BY_COST =
      Comparator.comparingDouble(each -> each.bill().map(Bill::perHour).orElse(0.0));

  public static final Comparator<FleetCluster> BY_IDLE =
      Comparator.comparing(each -> each.idleFor().orElse(Duration.ZERO));

  public ClusterSummary summary() {
    return cluster.summary();
  }

  public Holding holds() {
    return cluster.holds();
  }

  /** For how long nobody has worked on it; empty: somebody does, or it is not known. */
  public Optional<Duration> idleFor() {
    return cluster.idleSince().map(since -> Duration.between(since, asOf));
  }

  /** Hours that its GPUs have lain idle, each counted. */
  public double idleGpuHours() {
    return idleHours() * holds().allGpus();
  }

  /** Hours that its cores have lain idle, each counted. */
  public double idleCpuHours() {
    return idleHours() * holds().cpus();
  }

  private double idleHours() {
    return idleFor().map(time -> time.toMillis() / HOUR).orElse(0.0);
  }
}
