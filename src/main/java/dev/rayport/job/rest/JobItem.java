package dev.rayport.job.rest;

import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job in a list: all but its spec and Ray's message, which {@code GET /jobs/{id}} tells. */
record JobItem(
    String id,
    String submissionId,
    String name,
    JobState state,
    @Nullable String condition,
    @Nullable String reason,
    @Nullable String reasonCode,
    @Nullable String cluster,
    int attempt,
    @Nullable String resubmissionOf,
    String chain,
    int chainNumber,
    String owner,
    String tenant,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    JobAnswer.@Nullable ProgressAnswer progress) {

  static JobItem of(JobSummary job) {
    return new JobItem(
        job.id().value(),
        job.submissionId(),
        job.name(),
        job.state(),
        job.condition().orElse(null),
        JobAnswer.present(job.reason()),
        JobAnswer.present(job.reasonCode()),
        job.clusterId().orElse(null),
        job.attempt(),
        job.resubmissionOf().map(Object::toString).orElse(null),
        job.chain().value(),
        job.chainNumber(),
        job.owner(),
        job.tenant(),
        job.createdAt(),
        job.startedAt().orElse(null),
        job.endedAt().orElse(null),
        JobAnswer.progress(job.progress()));
  }
}
