package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.NodeObservation;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Records who held how many GPUs, from what was seen of clusters: only nodes that are ready count.
 * In the caller's transaction.
 */
@Component
class GpuLedger {

  private final GpuUseRepository uses;
  private final Clock clock = Clock.systemUTC();

  GpuLedger(GpuUseRepository uses) {
    this.uses = uses;
  }

  /** Notes what it holds now, if that is something else than before. */
  void note(ClusterEntity cluster, Optional<ClusterObservation> seen) {
    if (cluster.mostGpus == 0 && cluster.gpus == 0) {
      return;
    }
    boolean holds = ClusterMeter.HOLDING.contains(cluster.state);
    note(cluster, holds ? seen.map(GpuLedger::ready).orElse(0) : 0);
  }

  /** Notes that it holds nothing any more. */
  void close(ClusterEntity cluster) {
    note(cluster, 0);
  }

  private void note(ClusterEntity cluster, int held) {
    Optional<GpuUse> open = uses.findFirstByClusterIdAndEndedAtIsNull(cluster.id);
    if (open.map(use -> use.gpus).orElse(0) == held) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    open.ifPresent(use -> {
      use.endedAt = now;
      uses.save(use);
    });
    if (held > 0) {
      uses.save(new GpuUse(cluster, held, now));
    }
  }

  private static int ready(ClusterObservation seen) {
    return seen.nodes().stream()
        .filter(node -> node.state() == NodeObservation.State.READY)
        .mapToInt(NodeObservation::gpus)
        .sum();
  }

  /** GPU-hours of a tenant since the month began (UTC). */
  PerStage thisMonth(String tenant) {
    Instant now = clock.instant();
    Instant month =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .withDayOfMonth(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    PerStage sum = PerStage.NONE;
    for (GpuUse use : uses.since(tenant, month)) {
      double hours = use.hoursSince(month, now);
      sum = sum.plus(use.stage.name(), Amounts.of(QuotaKind.GPU_HOURS, hours));
    }
    return sum;
  }
}
