package dev.rayport.backend;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Body of Ray's {@code POST /api/jobs/} (JobSubmitRequest in Ray's
 * dashboard/modules/job/common.py).
 *
 * @param submissionId chosen by the portal, {@code [A-Za-z0-9_.-]{1,100}}; unique per cluster
 * @param runtimeEnv Ray's runtime_env, already checked; {@code working_dir} is a URI
 * @param memory bytes for the entrypoint
 */
public record JobSubmission(
    String submissionId,
    String entrypoint,
    Map<String, Object> runtimeEnv,
    Map<String, String> metadata,
    OptionalDouble cpus,
    OptionalDouble gpus,
    OptionalLong memory,
    Map<String, Double> resources) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "JobSubmission[%s]".formatted(submissionId);
  }

  /** Ray's pin on uploaded packages: submit within this time after the upload. */
  public static final java.time.Duration PACKAGE_PIN = java.time.Duration.ofMinutes(10);

  public Optional<Object> workingDir() {
    return Optional.ofNullable(runtimeEnv.get("working_dir"));
  }
}
