package dev.rayport.admin.ui;

import dev.rayport.admin.Bill;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.Use;
import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.CsvDownload.Column;
import dev.rayport.cluster.ui.ClusterLook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What all clusters are in a table for other programs. */
final class FleetCsv {

  private FleetCsv() {}

  /**
   * @param priced whether there is a price list; what things cost is left out otherwise
   */
  static CsvDownload<FleetCluster> download(boolean priced) {
    List<Column<FleetCluster>> columns =
        new ArrayList<>(
            List.of(
                new Column<>("id", each -> each.summary().id().value()),
                new Column<>("tenant", each -> each.summary().tenant()),
                new Column<>("name", each -> each.summary().name()),
                new Column<>("owner", each -> each.summary().owner()),
                new Column<>("template", each -> each.summary().template()),
                new Column<>("stage", each -> each.summary().stage().word()),
                new Column<>("state", each -> ClusterLook.of(each.summary()).word()),
                new Column<>("reason", each -> each.summary().reason()),
                new Column<>("createdAt", each -> each.summary().createdAt()),
                new Column<>("cpus", each -> each.holds().cpus()),
                new Column<>("cpusUsed", used(Use::cpus)),
                new Column<>("memoryBytes", each -> each.holds().memory()),
                new Column<>("memoryBytesUsed", used(Use::memory)),
                new Column<>("gpus", each -> each.holds().allGpus()),
                new Column<>("gpusUsed", each -> text(each.use().flatMap(Use::gpus))),
                new Column<>("measuredAt", used(Use::at)),
                new Column<>(
                    "idleSeconds", each -> text(each.idleFor().map(Duration::toSeconds)))));
    if (priced) {
      columns.add(new Column<>("costPerDay", money(Bill::perDay)));
      columns.add(new Column<>("costSoFar", money(Bill::soFar)));
      columns.add(new Column<>("wastePerDay", money(Bill::wastePerDay)));
    }
    return new CsvDownload<>("all-clusters", columns);
  }

  private static Function<FleetCluster, Object> used(Function<Use, Object> value) {
    return each -> text(each.use().map(value));
  }

  private static Function<FleetCluster, Object> money(Function<Bill, Double> amount) {
    return each ->
        text(
            each.bill()
                .map(amount)
                .map(known -> BigDecimal.valueOf(known).setScale(2, RoundingMode.HALF_UP)));
  }

  private static Object text(Optional<?> value) {
    return value.isPresent() ? value.get() : "";
  }
}
