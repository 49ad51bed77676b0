package dev.rayport.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a job; also, once checked, the job's immutable spec. The body of {@code POST /jobs}.
 *
 * @param name shown in lists; empty: derived from the entrypoint
 * @param cluster id or name of a cluster that exists; exactly one of it and {@code newCluster}
 * @param entrypoint shell command, run in the working directory
 * @param packageHash {@code sha256:…} of an uploaded working directory
 * @param runtimeEnv Ray's runtime_env in Ray's own field names
 * @param metadata string to string, kept with the job and given to Ray
 * @param timeout the job is stopped and FAILED ({@code timed-out}) after running this long
 * @param retries how often a failed attempt is tried again, 0 to 10
 */
public record SubmitJob(
    String name,
    Optional<String> cluster,
    Optional<NewCluster> newCluster,
    String entrypoint,
    Optional<String> packageHash,
    Map<String, Object> runtimeEnv,
    JobResources resources,
    Map<String, String> metadata,
    Optional<Duration> timeout,
    int retries) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "SubmitJob[%s]".formatted(name);
  }

  /** A fresh cluster from a template that stops when the job ends. */
  public record NewCluster(String template, Map<String, Object> values) {}

  /**
   * Reads the body of {@code POST /jobs}.
   *
   * @throws dev.rayport.base.Refusal naming every field whose form is wrong
   */
  public static SubmitJob of(Map<String, Object> body) {
    Findings findings = new Findings();
    SubmitJob job = JobSpec.read(body, findings);
    findings.refuse();
    return job;
  }

  /** The body of {@code POST /jobs} that asks for the same. */
  public Map<String, Object> toBody() {
    return JobSpec.tree(this);
  }
}
