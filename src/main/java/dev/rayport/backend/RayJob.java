package dev.rayport.backend;

import java.time.Instant;
import java.util.Optional;

/**
 * Ray's record of a submitted job (JobDetails in Ray's dashboard/modules/job/pydantic_models.py).
 *
 * @param jobId hex id of its last driver; empty until {@code ray.init}
 * @param errorType such as {@code RUNTIME_ENV_SETUP_FAILURE}
 * @param message Ray's own words, up to 20,000 characters
 */
public record RayJob(
    String submissionId,
    Optional<String> jobId,
    Status status,
    String message,
    Optional<String> errorType,
    Optional<Integer> exitCode,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    Optional<String> driverNodeId) {

  /** The same with another message. */
  public RayJob saying(String other) {
    return new RayJob(
        submissionId, jobId, status, other, errorType, exitCode, startTime, endTime, driverNodeId);
  }

  /** Ray's words; the last three are final. */
  public enum Status {
    PENDING,
    RUNNING,
    STOPPED,
    SUCCEEDED,
    FAILED;

    public boolean ended() {
      return compareTo(RUNNING) > 0;
    }
  }
}
