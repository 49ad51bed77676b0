package dev.rayport.job.ui;

import dev.rayport.base.ui.ReasonSource;
import dev.rayport.job.JobSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job as lists show it.
 *
 * @param says what stands beside the state: progress, why it is where it is, or what another room
 *     knows of it
 */
record JobLine(JobSummary job, String says) {

  String id() {
    return job.id().value();
  }

  /** The same job is the same row, whatever has changed about it: what was chosen stays chosen. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JobLine line && line.job.id().equals(job.id());
  }

  @Override
  public int hashCode() {
    return job.id().hashCode();
  }

  /** Asks every source once for the whole page. */
  static List<JobLine> of(Collection<JobSummary> page, List<ReasonSource> sources) {
    List<String> ids = page.stream().map(job -> job.id().value()).toList();
    Map<String, String> known = new HashMap<>();
    for (ReasonSource source : sources) {
      if (source.objectKind().equals("job") && !ids.isEmpty()) {
        known.putAll(source.reasons(ids));
      }
    }
    return page.stream()
        .map(job ->
            new JobLine(
                job,
                known.getOrDefault(
                    job.id().value(), ProgressText.of(job).lines().findFirst().orElse(""))))
        .toList();
  }
}
