package dev.rayport.cluster;

import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.Demand;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaMeter;
import dev.rayport.tenant.TenantId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What clusters use of quotas. From their start until nothing of them is left they count with what
 * they may grow to; those that wait, rest or have failed do not count, nor those that run outside.
 */
@Component
class ClusterMeter implements QuotaMeter {

  static final Set<ClusterState> HOLDING =
      EnumSet.of(
          ClusterState.STARTING,
          ClusterState.READY,
          ClusterState.UPDATING,
          ClusterState.SUSPENDING,
          ClusterState.STOPPING);

  private final ClusterRepository clusters;
  private final GpuLedger ledger;

  ClusterMeter(ClusterRepository clusters, GpuLedger ledger) {
    this.clusters = clusters;
    this.ledger = ledger;
  }

  @Override
  @Transactional(readOnly = true)
  public PerStage use(TenantId tenant) {
    return held(tenant.value(), "").plus(ledger.thisMonth(tenant.value()));
  }

  /**
   * What counts against limits.
   *
   * @param besides id of one that is left out
   */
  PerStage use(String tenant, String besides, PerStage limits) {
    PerStage held = held(tenant, besides);
    boolean hours =
        limits.whole().find(QuotaKind.GPU_HOURS).isPresent()
            || limits.stages().values().stream()
                .anyMatch(stage -> stage.find(QuotaKind.GPU_HOURS).isPresent());
    return hours ? held.plus(ledger.thisMonth(tenant)) : held;
  }

  private PerStage held(String tenant, String besides) {
    PerStage sum = PerStage.NONE;
    for (ClusterRepository.Held held : clusters.held(tenant, besides, HOLDING)) {
      sum = sum.plus(held.stage().name(), held.amounts());
    }
    return sum;
  }

  /** What one wants to hold. */
  static Demand demand(ClusterEntity cluster) {
    return new Demand(
        cluster.stage.name(), amounts(1, cluster.mostCpus, cluster.mostGpus, cluster.mostMemory));
  }

  static Amounts amounts(long clusters, double cpus, long gpus, double memory) {
    return new Amounts(
        Map.of(
            QuotaKind.CLUSTERS,
            (double) clusters,
            QuotaKind.CPUS,
            cpus,
            QuotaKind.GPUS,
            (double) gpus,
            QuotaKind.MEMORY,
            memory));
  }
}
