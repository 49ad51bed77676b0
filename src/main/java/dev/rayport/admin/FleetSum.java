package dev.rayport.admin;

import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.Condition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures over some clusters. */
public record FleetSum(List<FleetCluster> clusters) {

  private static final Set<ClusterState> COMING =
      Set.of(ClusterState.REQUESTED, ClusterState.STARTING);

  public FleetSum(Collection<FleetCluster> clusters) {
    this(List.copyOf(clusters));
  }

  public long tenants() {
    return clusters.stream().map(each -> each.summary().tenant()).distinct().count();
  }

  /** Tenants of which something is allocated and used. */
  public long activeTenants() {
    return clusters.stream()
        .filter(each -> !each.holds().isNothing() && each.idleFor().isEmpty())
        .map(each -> each.summary().tenant())
        .distinct()
        .count();
  }

  public long in(ClusterState state) {
    return count(each -> each.summary().state() == state);
  }

  /** Those that wait for their start or are about it. */
  public long coming() {
    return count(each -> COMING.contains(each.summary().state()));
  }

  public long idle() {
    return count(each -> each.summary().condition().filter(Condition.IDLE::equals).isPresent());
  }

  public double cpus() {
    return sum(each -> each.holds().cpus());
  }

  public double memory() {
    return sum(each -> each.holds().memory());
  }

  public int gpus() {
    return clusters.stream().mapToInt(each -> each.holds().allGpus()).sum();
  }

  public double usedCpus() {
    return sum(each -> each.use().map(Use::cpus).orElse(0.0));
  }

  public double usedMemory() {
    return sum(each -> each.use().map(use -> (double) use.memory()).orElse(0.0));
  }

  public double usedGpus() {
    return sum(each -> each.use().flatMap(Use::gpus).orElse(0.0));
  }

  /** Cores of clusters on which nobody works. */
  public double idleCpus() {
    return sum(each -> each.idleFor().isPresent() ? each.holds().cpus() : 0);
  }

  /** GPUs of clusters on which nobody works. */
  public double idleGpus() {
    return sum(each -> each.idleFor().isPresent() ? each.holds().allGpus() : 0);
  }

  public double idleGpuHours() {
    return sum(FleetCluster::idleGpuHours);
  }

  public double idleCpuHours() {
    return sum(FleetCluster::idleCpuHours);
  }

  /** Zero without a price list. */
  public double costPerDay() {
    return sum(each -> each.bill().map(Bill::perDay).orElse(0.0));
  }

  /** Zero without a price list. */
  public double wastePerDay() {
    return sum(each -> each.bill().map(Bill::wastePerDay).orElse(0.0));
  }

  /** Whether the use of any of them was measured. */
  public boolean measured() {
    return clusters.stream().anyMatch(each -> each.use().isPresent());
  }

  private long count(Predicate<FleetCluster> which) {
    return clusters.stream().filter(which).count();
  }

  private double sum(ToDoubleFunction<FleetCluster> amount) {
    return clusters.stream().mapToDouble(amount).sum();
  }
}
