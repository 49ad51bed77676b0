package dev.rayport.job.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /jobs} takes, for the OpenAPI document; read by {@link
 * dev.rayport.job.SubmitJob#of}, which names every mistake at once.
 *
 * @param cluster id or name; exactly one of it and {@code newCluster}
 * @param runtimeEnv Ray's runtime_env in Ray's own field names
 * @param timeout ISO 8601, such as PT30M
 */
record SubmitJobBody(
    @Nullable String name,
    @Nullable String cluster,
    @Nullable NewClusterBody newCluster,
    String entrypoint,
    @JsonProperty("package") @Nullable String packageHash,
    @Nullable Map<String, Object> runtimeEnv,
    @Nullable ResourcesBody resources,
    @Nullable Map<String, String> metadata,
    @Nullable String timeout,
    @Nullable Integer retries) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "SubmitJobBody[%s]".formatted(name);
  }

  /** A fresh cluster that stops when the job ends. */
  record NewClusterBody(String template, @Nullable Map<String, Object> values) {}

  /** What the entrypoint reserves. */
  record ResourcesBody(
      @Nullable Double cpus,
      @Nullable Double gpus,
      @Nullable String memory,
      @Nullable Map<String, Double> custom) {}
}
