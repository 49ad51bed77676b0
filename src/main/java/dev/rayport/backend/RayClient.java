package dev.rayport.backend;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Ray's HTTP API of one cluster (Ray 2.58, dashboard port). Every call has a time limit and throws
 * {@link BackendException} when the cluster does not answer. Cheap to make, free of state.
 */
public final class RayClient {

  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration QUERY = Duration.ofSeconds(10);
  // A submit dropped half-way leaves a job that is PENDING for ever (Ray issue 62766).
  private static final Duration SUBMIT = Duration.ofMinutes(1);
  private static final Duration UPLOAD = Duration.ofMinutes(3);
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private final RayHttp http;

  public RayClient(RayEndpoint endpoint) {
    this.http = new RayHttp(endpoint);
  }

  /** Ray's version, from {@code GET /api/version}; the cheapest sign of life. */
  public String version() {
    RayHttp.Answer answer = expectOk("its version", http.get("/api/version", PROBE));
    return answer.json().path("ray_version").asString("");
  }

  /**
   * Submits, or finds that this id was submitted before (a retry after a lost answer).
   *
   * @throws SubmissionRefused when Ray refuses the request itself
   */
  public void submit(JobSubmission submission) {
    String path = jobPath(submission.submissionId());
    RayHttp.Answer answer = http.handOver("/api/jobs/", body(submission), SUBMIT);
    if (answer.ok()) {
      return;
    }
    if (RayErrors.alreadyExists(answer) && http.get(path, QUERY).ok()) {
      return;
    }
    throw RayErrors.notSubmitted(answer);
  }

  private static Map<String, Object> body(JobSubmission submission) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entrypoint", submission.entrypoint());
    body.put("submission_id", submission.submissionId());
    body.put("runtime_env", submission.runtimeEnv());
    body.put("metadata", submission.metadata());
    submission.cpus().ifPresent(cpus -> body.put("entrypoint_num_cpus", cpus));
    submission.gpus().ifPresent(gpus -> body.put("entrypoint_num_gpus", gpus));
    submission.memory().ifPresent(bytes -> body.put("entrypoint_memory", bytes));
    if (!submission.resources().isEmpty()) {
      body.put("entrypoint_resources", submission.resources());
    }
    return body;
  }

  public Optional<RayJob> job(String submissionId) {
    RayHttp.Answer answer = http.get(jobPath(submissionId), QUERY);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(RayAnswers.job(expectOk("looking up a job", answer).json()));
  }

  /** Those that were submitted; drivers that connected on their own are left out. */
  public List<RayJob> jobs() {
    return RayAnswers.jobs(expectOk("listing jobs", http.get("/api/jobs/", QUERY)).json());
  }

  /**
   * Asks Ray to stop it; does nothing to one that is still PENDING (Ray issue 58353) or that Ray
   * does not know.
   */
  public void stop(String submissionId) {
    RayHttp.Answer answer = http.post(jobPath(submissionId) + "/stop", Map.of(), QUERY);
    if (answer.status() != 404) {
      expectOk("stopping a job", answer);
    }
  }

  /** Whether the cluster still holds {@code gcs://name}; asking pins it for ten minutes. */
  public boolean hasPackage(String name) {
    RayHttp.Answer answer = http.get(packagePath(name), QUERY);
    return answer.status() != 404 && expectOk("looking for a package", answer).ok();
  }

  /** Uploads a zip as {@code gcs://name}; at most 100 MiB (Ray's limit). */
  public void putPackage(String name, Path zip) {
    try {
      RayHttp.Answer answer = http.put(packagePath(name), BodyPublishers.ofFile(zip), UPLOAD);
      expectOk("taking a package", answer);
    } catch (FileNotFoundException e) {
      throw new BackendException("The stored package %s is gone.".formatted(zip), e);
    }
  }

  /**
   * Follows the driver's log from its start over Ray's log WebSocket; waits while the job is
   * PENDING.
   *
   * @param text called in order, one at a time, with pieces as Ray sends them
   * @return completes when Ray says the log has ended; exceptionally when the connection broke;
   *     cancel it to stop following
   */
  public CompletableFuture<Void> followLog(String submissionId, Consumer<String> text) {
    RayLogTail tail = new RayLogTail(text);
    http.webSocket(jobPath(submissionId) + "/logs/tail", tail).whenComplete(tail::connected);
    return tail.ended();
  }

  /**
   * How long ago a driver was last active ({@code /api/component_activities}): zero while one is
   * active, empty when Ray does not know or no driver ever ended.
   */
  public Optional<Duration> idleFor() {
    RayHttp.Answer answer = http.get("/api/component_activities?timeout=8", QUERY);
    return RayAnswers.idleFor(expectOk("its activity", answer).json());
  }

  /**
   * Finished and all tasks of a Ray job, from {@code /api/v0/tasks/summarize}.
   *
   * @param jobId Ray's hex id, {@link RayJob#jobId()}
   */
  public Optional<TaskCounts> taskCounts(String jobId) {
    String path =
        "/api/v0/tasks/summarize?timeout=8&filter_keys=job_id&filter_predicates=%3D&filter_values="
            + safe(jobId);
    return RayAnswers.taskCounts(expectOk("counting tasks", http.get(path, QUERY)).json());
  }

  /** Every node that Ray knows, dead ones too. */
  public List<RayNode> nodes() {
    RayHttp.Answer answer = http.get("/api/v0/nodes?limit=1000&timeout=8", QUERY);
    return RayAnswers.nodes(expectOk("listing nodes", answer).json());
  }

  /**
   * What its living nodes use.
   *
   * @param shared whether they share their machine with others, so that only Ray's own processes
   *     count
   */
  public RayUse use(boolean shared) {
    JsonNode summary = expectOk("what it uses", http.get("/nodes?view=summary", QUERY)).json();
    if (!shared) {
      return RayUseAnswers.ofNodes(summary);
    }
    RayUse sum = RayUse.NOTHING;
    for (String node : RayUseAnswers.living(summary)) {
      RayHttp.Answer answer = http.get("/nodes/" + safe(node), QUERY);
      sum = sum.plus(RayUseAnswers.ofProcesses(expectOk("what a node uses", answer).json()));
    }
    return sum;
  }

  private static RayHttp.Answer expectOk(String doing, RayHttp.Answer answer) {
    if (!answer.ok()) {
      throw RayErrors.unexpected(doing, answer);
    }
    return answer;
  }

  private static String jobPath(String submissionId) {
    return "/api/jobs/" + safe(submissionId);
  }

  private static String packagePath(String name) {
    return "/api/packages/gcs/" + safe(name);
  }

  // Ray does not check ids: one with a slash leaves a job that is PENDING for ever.
  private static String safe(String segment) {
    if (!SAFE.matcher(segment).matches()) {
      throw new IllegalArgumentException("not fit for Ray's addresses: " + segment);
    }
    return segment;
  }

  /** How many tasks a job has. */
  public record TaskCounts(long finished, long total) {}

  /** Ray refused a submission; trying again does not help. */
  public static final class SubmissionRefused extends BackendException {
    private static final long serialVersionUID = 1L;

    public SubmissionRefused(String message) {
      super(message);
    }
  }
}
