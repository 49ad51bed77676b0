package dev.rayport.job.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rayport.base.Refusal;
import dev.rayport.job.RayPackages;
import dev.rayport.job.SubmitJob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ray's {@code JobSubmitRequest} (python/ray/dashboard/modules/job/common.py of Ray 2.58), field by
 * field.
 *
 * @param jobId Ray's older word for the submission id
 */
record RaySubmitBody(
    @Nullable String entrypoint,
    @JsonProperty("submission_id") @Nullable String submissionId,
    @JsonProperty("job_id") @Nullable String jobId,
    @JsonProperty("runtime_env") @Nullable Map<String, Object> runtimeEnv,
    @Nullable Map<String, Object> metadata,
    @JsonProperty("entrypoint_num_cpus") @Nullable Double cpus,
    @JsonProperty("entrypoint_num_gpus") @Nullable Double gpus,
    @JsonProperty("entrypoint_memory") @Nullable Long memory,
    @JsonProperty("entrypoint_resources") @Nullable Map<String, Object> resources,
    @JsonProperty("entrypoint_label_selector") @Nullable Map<String, Object> labels) {

  private static final String UPLOADED = "gcs://";
  private static final String WORKING_DIR = "working_dir";

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "RaySubmitBody[%s]".formatted(submissionId);
  }

  Optional<String> chosenId() {
    return Optional.ofNullable(submissionId == null ? jobId : submissionId);
  }

  /** The same in the words of {@code POST /jobs}. */
  SubmitJob wish(String cluster, RayPackages packages) {
    if (labels != null && !labels.isEmpty()) {
      throw Refusal.invalid(
          "entrypoint_label_selector",
          "Rayport does not take label selectors; reserve entrypoint_resources instead.");
    }
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("cluster", cluster);
    wish.put("entrypoint", entrypoint == null ? "" : entrypoint);
    environment(wish, packages);
    wish.put("resources", reserved());
    metadata(wish);
    return SubmitJob.of(wish);
  }

  private void environment(Map<String, Object> wish, RayPackages packages) {
    Map<String, Object> env = new LinkedHashMap<>(runtimeEnv == null ? Map.of() : runtimeEnv);
    // What the client adds for itself, such as the commit of its Ray.
    env.keySet().removeIf(key -> key.startsWith("_ray_") || key.equals("_inject_current_ray"));
    if (env.get(WORKING_DIR) instanceof String uri && uri.startsWith(UPLOADED)) {
      env.remove(WORKING_DIR);
      wish.put(
          "package",
          packages
              .find(uri.substring(UPLOADED.length()))
              .orElseThrow(() ->
                  Refusal.invalid(
                      "runtime_env.working_dir",
                      "Package %s does not exist; submit again, which uploads it."
                          .formatted(uri))));
    }
    wish.put("runtimeEnv", env);
  }

  private Map<String, Object> reserved() {
    Map<String, Object> wish = new LinkedHashMap<>();
    put(wish, "cpus", cpus);
    put(wish, "gpus", gpus);
    put(wish, "memory", memory);
    put(wish, "custom", resources);
    return wish;
  }

  private static void put(Map<String, Object> wish, String key, @Nullable Object value) {
    if (value != null) {
      wish.put(key, value);
    }
  }

  /** Ray's words for a job's name and id are the portal's own fields. */
  private void metadata(Map<String, Object> wish) {
    Map<String, Object> all = new LinkedHashMap<>(metadata == null ? Map.of() : metadata);
    put(wish, "name", all.remove("job_name"));
    all.remove("job_submission_id");
    wish.put("metadata", all);
  }
}
