package dev.rayport.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as lists show it.
 *
 * @param submissionId of the last attempt
 * @param condition {@code STALLED} or empty
 * @param reason in plain words: what it waits for, or why it ended so
 * @param attempt automatic tries within this job, from 1
 * @param clusterId empty once known to be gone from the portal
 * @param resubmissionOf the job it repeats
 * @param chain id of the first job of the chain of resubmissions
 * @param chainNumber shown as “attempt 3”; 1 for the first
 * @param superseded whether a later job of the chain exists
 */
public record JobSummary(
    JobId id,
    String name,
    String submissionId,
    String tenant,
    String ownerId,
    String owner,
    JobState state,
    Optional<String> condition,
    String reason,
    String reasonCode,
    Optional<String> clusterId,
    String clusterName,
    int attempt,
    Optional<JobId> resubmissionOf,
    JobId chain,
    int chainNumber,
    boolean superseded,
    Optional<JobProgress> progress,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {}
