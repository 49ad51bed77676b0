package dev.rayport.admin.rest;

import dev.rayport.admin.Bill;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.Use;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Condition;
import dev.rayport.cluster.Holding;
import dev.rayport.template.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of any tenant as administrators read it.
 *
 * @param idleSince since when no job or driver was active on it; null while one is
 * @param allocated what it holds now, whether it uses it or not
 * @param used what it really used when it was last asked; null while it was not measured
 * @param cost null where there is no price list
 */
record FleetJson(
    String id,
    String name,
    String tenant,
    String owner,
    String template,
    Stage stage,
    ClusterState state,
    @Nullable Condition condition,
    @Nullable String reason,
    @Nullable String reasonCode,
    Instant createdAt,
    Instant stateSince,
    @Nullable Instant stopsAt,
    boolean registered,
    @Nullable Instant idleSince,
    @Nullable Duration idleFor,
    AllocatedJson allocated,
    @Nullable UsedJson used,
    @Nullable CostJson cost) {

  /** What is allocated. */
  record AllocatedJson(double cpus, int gpus, Map<String, Integer> gpuTypes, String memory) {

    static AllocatedJson of(Holding held) {
      Map<String, Integer> types = new TreeMap<>(held.gpus());
      types.remove("");
      return new AllocatedJson(held.cpus(), held.allGpus(), types, Long.toString(held.memory()));
    }
  }

  /**
   * What is used.
   *
   * @param gpus null where Ray reports none
   * @param unreachableSince since when it does not answer: all else is of before; null while it
   *     does
   */
  record UsedJson(
      Instant at,
      double cpus,
      @Nullable Double gpus,
      String memory,
      @Nullable Instant unreachableSince) {

    static UsedJson of(Use use) {
      return new UsedJson(
          use.at(),
          rounded(use.cpus(), 2),
          use.gpus().map(gpus -> rounded(gpus, 2)).orElse(null),
          Long.toString(use.memory()),
          use.silentSince().orElse(null));
    }
  }

  /**
   * What it costs.
   *
   * @param soFar of what it holds now, since this start began
   * @param wastePerDay of what it holds and does not use
   */
  record CostJson(
      String currency, double perHour, double perDay, double soFar, double wastePerDay) {

    static CostJson of(Bill bill, String currency) {
      return new CostJson(
          currency,
          rounded(bill.perHour(), 4),
          rounded(bill.perDay(), 2),
          rounded(bill.soFar(), 2),
          rounded(bill.wastePerDay(), 2));
    }
  }

  /**
   * @param currency of the price list; empty where there is none
   */
  static FleetJson of(FleetCluster each, String currency) {
    ClusterSummary cluster = each.summary();
    return new FleetJson(
        cluster.id().value(),
        cluster.name(),
        cluster.tenant(),
        cluster.owner(),
        cluster.template(),
        cluster.stage(),
        cluster.state(),
        cluster.condition().orElse(null),
        cluster.reason().isEmpty() ? null : cluster.reason(),
        cluster.reasonCode().isEmpty() ? null : cluster.reasonCode(),
        cluster.createdAt(),
        cluster.stateSince(),
        cluster.stopsAt().orElse(null),
        cluster.registered(),
        each.cluster().idleSince().orElse(null),
        each.idleFor().map(time -> Duration.ofSeconds(time.toSeconds())).orElse(null),
        AllocatedJson.of(each.holds()),
        each.use().map(UsedJson::of).orElse(null),
        each.bill().map(bill -> CostJson.of(bill, currency)).orElse(null));
  }

  private static double rounded(double amount, int digits) {
    return BigDecimal.valueOf(amount).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }
}
