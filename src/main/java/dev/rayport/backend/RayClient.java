package dev.rayport.backend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Ray's HTTP API of one cluster (Ray 2.58, dashboard port). Every call has a time limit and throws
 * {@link BackendException} when the cluster does not answer.
 */
public final class RayClient {

  private final RayEndpoint endpoint;

  public RayClient(RayEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Ray's version, from {@code GET /api/version}; the cheapest sign of life. */
  public String version() {
    throw new UnsupportedOperationException(endpoint.toString());
  }

  /**
   * Submits, or finds that this id was submitted before (a retry after a lost answer).
   *
   * @throws SubmissionRefused when Ray refuses the request itself
   */
  public void submit(JobSubmission submission) {
    throw new UnsupportedOperationException();
  }

  public Optional<RayJob> job(String submissionId) {
    throw new UnsupportedOperationException();
  }

  public List<RayJob> jobs() {
    throw new UnsupportedOperationException();
  }

  /** Asks Ray to stop it; does nothing to one that is still PENDING (Ray issue 58353). */
  public void stop(String submissionId) {
    throw new UnsupportedOperationException();
  }

  /** Whether the cluster still holds {@code gcs://name}; asking pins it for ten minutes. */
  public boolean hasPackage(String name) {
    throw new UnsupportedOperationException();
  }

  /** Uploads a zip as {@code gcs://name}; at most 100 MiB (Ray's limit). */
  public void putPackage(String name, Path zip) {
    throw new UnsupportedOperationException();
  }

  /**
   * Follows the driver's log from its start over Ray's log WebSocket.
   *
   * @param text called in order, on one thread, with pieces as Ray sends them
   * @return completes when Ray says the log has ended; exceptionally when the connection broke;
   *     cancel it to stop following
   */
  public CompletableFuture<Void> followLog(String submissionId, Consumer<String> text) {
    throw new UnsupportedOperationException();
  }

  /**
   * How long ago a driver was last active ({@code /api/component_activities}): zero while one is
   * active, empty when Ray does not know.
   */
  public Optional<Duration> idleFor() {
    throw new UnsupportedOperationException();
  }

  /** Finished and all tasks of a Ray job, from {@code /api/v0/tasks/summarize}. */
  public Optional<TaskCounts> taskCounts(String jobId) {
    throw new UnsupportedOperationException();
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
