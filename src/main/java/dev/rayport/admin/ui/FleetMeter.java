package dev.rayport.admin.ui;

import dev.rayport.admin.FleetCluster;
import dev.rayport.base.ui.Words;

/**
 * Used of allocated, as a cell shows it.
 *
 * @param used in the unit of {@code held}; negative: nothing is allocated
 */
record FleetMeter(double used, double held, String text, String title) {

  private static final FleetMeter NONE = new FleetMeter(-1, 0, "–", "Nothing is allocated");
  private static final double LITTLE = 0.25;
  private static final double GIB = 1L << 30;

  static FleetMeter gpus(FleetRow row) {
    return of(row, row.sum().usedGpus(), row.sum().gpus(), 1);
  }

  static FleetMeter cpus(FleetRow row) {
    return of(row, row.sum().usedCpus(), row.sum().cpus(), 1);
  }

  static FleetMeter memory(FleetRow row) {
    return of(row, row.sum().usedMemory(), row.sum().memory(), GIB);
  }

  private static FleetMeter of(FleetRow row, double used, double held, double unit) {
    if (held == 0) {
      return NONE;
    }
    String whole = FleetWords.amount(held / unit) + (unit == GIB ? " GiB" : "");
    if (!row.sum().measured()) {
      return new FleetMeter(0, 0, "?/" + whole, "Allocated; what is used was not measured yet");
    }
    return new FleetMeter(used, held, FleetWords.amount(used / unit) + "/" + whole, measured(row));
  }

  private static String measured(FleetRow row) {
    return row.cluster()
        .flatMap(FleetCluster::use)
        .map(use ->
            use.silentSince()
                .map(since ->
                    "Unreachable since %s; measured %s"
                        .formatted(Words.time(since), Words.ago(use.at())))
                .orElseGet(() -> "Used of allocated, measured " + Words.ago(use.at())))
        .orElse("Used of allocated, as far as it was measured");
  }

  /** In percent. */
  long share() {
    return FleetWords.percent(used, held);
  }

  String level() {
    if (held == 0) {
      return used < 0 ? "none" : "";
    }
    return used < LITTLE * held ? "lo" : "hi";
  }
}
