package dev.rayport.job.ui;

import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.CsvDownload.Column;
import java.time.Duration;
import java.util.List;

/** What a job is in a table for other programs. */
final class JobCsv {

  private JobCsv() {}

  static CsvDownload<JobLine> download() {
    return new CsvDownload<>(
        "jobs",
        List.of(
            new Column<>("id", JobLine::id),
            new Column<>("name", line -> line.job().name()),
            new Column<>("attempt", line -> line.job().chainNumber()),
            new Column<>("state", line -> JobLook.of(line.job()).word()),
            new Column<>("reason", line -> line.job().reason()),
            new Column<>("cluster", line -> line.job().clusterName()),
            new Column<>("owner", line -> line.job().owner()),
            new Column<>("createdAt", line -> line.job().createdAt()),
            new Column<>("startedAt", line -> orEmpty(line.job().startedAt())),
            new Column<>("endedAt", line -> orEmpty(line.job().endedAt())),
            new Column<>(
                "seconds", line -> orEmpty(JobGrid.took(line.job()).map(Duration::toSeconds)))));
  }

  private static Object orEmpty(java.util.Optional<?> value) {
    return value.isPresent() ? value.get() : "";
  }
}
