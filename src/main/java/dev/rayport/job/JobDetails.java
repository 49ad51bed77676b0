package dev.rayport.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one job.
 *
 * @param specMap the spec as JSON-like tree in the words of {@code POST /jobs}, secrets named only
 * @param steps states with the time they began, oldest first
 * @param chain all jobs of its chain of resubmissions, oldest first, this one included
 * @param changes what differs from the job it repeats; empty when nothing does
 */
public record JobDetails(
    JobSummary summary,
    SubmitJob spec,
    Map<String, Object> specMap,
    Optional<Integer> exitCode,
    Optional<String> message,
    List<Step> steps,
    List<JobSummary> chain,
    List<SpecChange> changes) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "JobDetails[%s]".formatted(summary);
  }

  public JobId id() {
    return summary.id();
  }

  /** When a state began. */
  public record Step(JobState state, Instant at, String detail) {}

  /**
   * One difference between two specs.
   *
   * @param path dotted, such as {@code runtimeEnv.pip[0]}
   * @param from JSON value, {@code null} when it was not there
   * @param to JSON value, {@code null} when it is gone
   */
  public record SpecChange(String path, @Nullable Object from, @Nullable Object to) {}
}
