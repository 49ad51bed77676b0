package dev.rayport.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rayport.admin.Bill;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetSum;
import dev.rayport.base.Quantity;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Condition;
import dev.rayport.cluster.Holding;
import dev.rayport.cluster.OverseenCluster;
import dev.rayport.template.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetArrangementTests {

  private static final Comparator<FleetCluster> UNSORTED = (one, other) -> 0;
  private static final List<FleetCluster> ALL =
      List.of(
          cluster("vision", "vit", 8, 0.5, Duration.ZERO),
          cluster("vision", "knn", 0, 0.1, Duration.ofHours(2)),
          cluster("nlp", "lora", 4, 3, Duration.ofHours(9)),
          cluster("nlp", "over", -1, 0, Duration.ZERO));

  @Test
  void groupsStandByNameAndCanBeClosed() {
    List<FleetRow> rows = Grouping.TENANT.rows(ALL, UNSORTED, Set.of("vision"));
    assertThat(rows)
        .extracting(FleetArrangementTests::says)
        .containsExactly("nlp:2", "lora", "over", "vision:2");
  }

  @Test
  void theReclaimDeskRanksByWasteAndLeavesOutWhatHoldsNothing() {
    List<FleetRow> rows = Grouping.WASTE.rows(ALL, UNSORTED, Set.of());
    assertThat(rows).extracting(FleetArrangementTests::says).containsExactly("lora", "vit", "knn");
  }

  @Test
  void withoutPricesHoursThatLayIdleRank() {
    List<FleetCluster> free =
        ALL.stream()
            .map(
                each -> new FleetCluster(each.cluster(), each.use(), Optional.empty(), each.asOf()))
            .toList();
    assertThat(Grouping.WASTE.rows(free, UNSORTED, Set.of()))
        .extracting(FleetArrangementTests::says)
        .containsExactly("lora", "knn", "vit");
  }

  @ParameterizedTest
  @CsvSource({
    "idle:>1h, 'lora,knn'",
    "idle:>=3h, lora",
    "idle:soon, ''",
    "gpu:≥8, vit",
    "gpu:>0, 'lora,vit'",
    "cost:>50, lora",
    "tenant:vision, 'knn,vit'",
    "state:failed, over",
    "NLP, 'lora,over'",
    "owner:nobody, ''"
  })
  void theFilterUnderstands(String written, String found) {
    Filter filter =
        Filter.parse(written, FleetSearch.fields().stream().map(FilterBar.Field::name).toList());
    List<FleetCluster> left = ALL.stream().filter(FleetSearch.condition(filter)).toList();
    assertThat(left.stream().map(each -> each.summary().name()).sorted().toList())
        .containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(","));
  }

  @Test
  void figuresAddUp() {
    FleetSum sum = new FleetSum(ALL);
    assertThat(sum.tenants()).isEqualTo(2);
    assertThat(sum.activeTenants()).isEqualTo(1);
    assertThat(sum.gpus()).isEqualTo(12);
    assertThat(sum.idleGpus()).isEqualTo(4);
    assertThat(sum.in(ClusterState.FAILED)).isEqualTo(1);
    assertThat(sum.costPerDay()).isCloseTo(24 * 2 * 3.6, within(1e-9));
  }

  private static String says(FleetRow row) {
    return row.isHead()
        ? row.label() + ":" + row.sum().clusters().size()
        : row.cluster().orElseThrow().summary().name();
  }

  /**
   * @param gpus below zero: it has failed and holds nothing
   */
  private static FleetCluster cluster(
      String tenant, String name, int gpus, double waste, Duration idle) {
    Instant now = Instant.now();
    boolean failed = gpus < 0;
    Holding held = failed ? Holding.NOTHING : new Holding(2, 1L << 30, Map.of("", gpus));
    ClusterSummary summary =
        new ClusterSummary(
            new ClusterId("cl_" + name),
            name,
            tenant,
            "ac_1",
            "ada",
            Stage.TRAINING,
            "train-cpu@1",
            ClusterSummary.Desired.RUNNING,
            failed ? ClusterState.FAILED : ClusterState.READY,
            idle.isZero() ? Optional.empty() : Optional.of(Condition.IDLE),
            "",
            "",
            0,
            0,
            2,
            Math.max(0, gpus),
            Quantity.of(1),
            false,
            false,
            false,
            now,
            now,
            Optional.empty(),
            Optional.empty());
    Optional<Instant> since = idle.isZero() ? Optional.empty() : Optional.of(now.minus(idle));
    return new FleetCluster(
        new OverseenCluster(summary, held, Optional.of(now), since),
        Optional.empty(),
        Optional.of(new Bill(2 * waste, 1, waste)),
        now);
  }
}
