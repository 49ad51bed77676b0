package dev.rayport.cluster.ui;

import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.CsvDownload.Column;
import java.util.List;

/** What a cluster is in a table for other programs. */
final class ClusterCsv {

  private ClusterCsv() {}

  static CsvDownload<ClusterRow> download() {
    return new CsvDownload<>(
        "clusters",
        List.of(
            new Column<>("id", ClusterRow::id),
            new Column<>("name", row -> row.cluster().name()),
            new Column<>("stage", row -> row.cluster().stage().word()),
            new Column<>("state", row -> ClusterLook.of(row.cluster()).word()),
            new Column<>("reason", ClusterRow::says),
            new Column<>("workersReady", row -> row.cluster().workersReady()),
            new Column<>("workersDesired", row -> row.cluster().workersDesired()),
            new Column<>("cpus", row -> row.cluster().cpus()),
            new Column<>("gpus", row -> row.cluster().gpus()),
            new Column<>("memoryBytes", row -> row.cluster().memory().bytes()),
            new Column<>("owner", row -> row.cluster().owner()),
            new Column<>("template", row -> row.cluster().template()),
            new Column<>("createdAt", row -> row.cluster().createdAt())));
  }
}
