package dev.rayport.job.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rayport.job.DoorJob;
import dev.rayport.job.JobState;
import dev.rayport.job.SubmitJob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ray's {@code JobDetails} (python/ray/dashboard/modules/job/pydantic_models.py of Ray 2.58); times
 * in milliseconds.
 */
record RayJobJson(
    String type,
    @JsonProperty("job_id") @Nullable String jobId,
    @JsonProperty("submission_id") String submissionId,
    @JsonProperty("driver_info") @Nullable Map<String, Object> driverInfo,
    String status,
    String entrypoint,
    String message,
    @JsonProperty("error_type") @Nullable String errorType,
    @JsonProperty("start_time") @Nullable Long startTime,
    @JsonProperty("end_time") @Nullable Long endTime,
    Map<String, String> metadata,
    @JsonProperty("runtime_env") Map<String, Object> runtimeEnv,
    @JsonProperty("driver_agent_http_address") @Nullable String agent,
    @JsonProperty("driver_node_id") @Nullable String node,
    @JsonProperty("driver_exit_code") @Nullable Integer exitCode) {

  private static final int HASH_DIGITS = 40;

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "RayJobJson[%s]".formatted(submissionId);
  }

  static RayJobJson of(DoorJob job) {
    SubmitJob spec = job.spec();
    return new RayJobJson(
        "SUBMISSION",
        job.rayJobId().orElse(null),
        job.submissionId(),
        null,
        status(job.summary().state()),
        spec.entrypoint(),
        job.message(),
        null,
        millis(job.summary().startedAt().or(() -> Optional.of(job.summary().createdAt()))),
        millis(job.summary().endedAt()),
        metadata(job),
        environment(spec),
        null,
        null,
        job.exitCode().orElse(null));
  }

  /** Ray knows nothing of waiting for a cluster, nor of one that is lost. */
  private static String status(JobState state) {
    return switch (state) {
      case QUEUED, SUBMITTED, PENDING -> "PENDING";
      case LOST -> "FAILED";
      default -> state.name();
    };
  }

  private static Map<String, String> metadata(DoorJob job) {
    Map<String, String> all = new LinkedHashMap<>(job.spec().metadata());
    all.put("job_name", job.summary().name());
    all.put("job_submission_id", job.submissionId());
    all.put("rayport_job", job.summary().id().value());
    return all;
  }

  private static Map<String, Object> environment(SubmitJob spec) {
    Map<String, Object> env = new LinkedHashMap<>(spec.runtimeEnv());
    spec.packageHash()
        .map(hash -> hash.substring("sha256:".length()))
        .ifPresent(hash ->
            env.put(
                "working_dir", "gcs://_ray_pkg_%s.zip".formatted(hash.substring(0, HASH_DIGITS))));
    return env;
  }

  private static @Nullable Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }
}
