package dev.rayport.job.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobDetails.SpecChange;
import dev.rayport.job.JobProgress;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import dev.rayport.job.ListedJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients read it.
 *
 * @param cluster its id
 * @param spec the body that asks for the same job
 * @param chain id of the first job of its chain of resubmissions
 * @param diff what was changed to the job it repeats; only in the answer to a resubmission
 */
record JobAnswer(
    String id,
    String submissionId,
    String name,
    JobState state,
    @Nullable String condition,
    @Nullable String reason,
    @Nullable String reasonCode,
    @Nullable String cluster,
    Map<String, Object> spec,
    int attempt,
    @Nullable String resubmissionOf,
    String chain,
    int chainNumber,
    String owner,
    String tenant,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable String message,
    @Nullable ProgressAnswer progress,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SpecChange> diff) {

  /**
   * How far it is.
   *
   * @param total null when unknown
   * @param source REPORTED by the job, read from a BAR in its log, or counted TASKS
   */
  record ProgressAnswer(
      double done, @Nullable Double total, String unit, JobProgress.Source source) {

    static ProgressAnswer of(JobProgress progress) {
      return new ProgressAnswer(
          progress.done(),
          progress.total() > 0 ? progress.total() : null,
          progress.unit(),
          progress.source());
    }
  }

  static JobAnswer of(JobDetails job) {
    return of(job, null);
  }

  static JobAnswer of(JobDetails job, @Nullable List<SpecChange> diff) {
    return of(new ListedJob(job.summary(), job.specMap(), job.exitCode(), job.message()), diff);
  }

  static JobAnswer of(ListedJob job) {
    return of(job, null);
  }

  private static JobAnswer of(ListedJob job, @Nullable List<SpecChange> diff) {
    JobSummary summary = job.summary();
    return new JobAnswer(
        summary.id().value(),
        summary.submissionId(),
        summary.name(),
        summary.state(),
        summary.condition().orElse(null),
        present(summary.reason()),
        present(summary.reasonCode()),
        summary.clusterId().orElse(null),
        job.specMap(),
        summary.attempt(),
        summary.resubmissionOf().map(Object::toString).orElse(null),
        summary.chain().value(),
        summary.chainNumber(),
        summary.owner(),
        summary.tenant(),
        summary.createdAt(),
        summary.startedAt().orElse(null),
        summary.endedAt().orElse(null),
        job.exitCode().orElse(null),
        job.message().orElse(null),
        progress(summary.progress()),
        diff);
  }

  static @Nullable ProgressAnswer progress(Optional<JobProgress> progress) {
    return progress.map(ProgressAnswer::of).orElse(null);
  }

  static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }
}
