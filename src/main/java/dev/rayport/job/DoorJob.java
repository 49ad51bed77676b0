package dev.rayport.job;

import java.util.Optional;

/**
 * A job as Ray's own clients are told of it.
 *
 * @param submissionId chosen by the client, or the portal's
 * @param rayJobId hex id of its driver, once it has one
 * @param message why it is where it is, in Ray's words or ours
 */
public record DoorJob(
    JobSummary summary,
    SubmitJob spec,
    String submissionId,
    Optional<String> rayJobId,
    String message,
    Optional<Integer> exitCode) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "DoorJob[%s]".formatted(submissionId);
  }

  static DoorJob of(JobRow job, SubmitJob spec) {
    String message = job.message;
    return new DoorJob(
        job.summary(),
        spec,
        job.shownSubmissionId(),
        Optional.ofNullable(job.rayJobId),
        message == null || message.isEmpty() ? job.reason : message,
        Optional.ofNullable(job.exitCode));
  }
}
