package dev.rayport.backend;

import dev.rayport.backend.RayClient.SubmissionRefused;

/**
 * What Ray's error answers mean: they are Python tracebacks as plain text, and 4xx of a node's
 * agent come out of the head as 500 (Ray's dashboard/modules/job/job_head.py).
 */
final class RayErrors {

  private static final int SHOWN = 300;

  private RayErrors() {}

  /** Whether Ray knows this submission id already: what a repeated submit is answered. */
  static boolean alreadyExists(RayHttp.Answer answer) {
    return answer.status() == 500 && answer.body().contains("already exists");
  }

  /** The exception for a submission that was not accepted. */
  static BackendException notSubmitted(RayHttp.Answer answer) {
    String reason = lastLine(answer.body());
    boolean refused =
        (answer.status() >= 400 && answer.status() < 500)
            || answer.body().contains("Request failed with status code 4")
            || reason.startsWith("ValueError")
            || reason.startsWith("TypeError");
    return refused
        ? new SubmissionRefused("Ray refuses this job: " + reason)
        : new BackendException("Ray could not take the job: " + reason);
  }

  static BackendException unexpected(String doing, RayHttp.Answer answer) {
    return new BackendException(
        "Ray failed on %s (HTTP %d): %s"
            .formatted(doing, answer.status(), lastLine(answer.body())));
  }

  /** A traceback's last line carries the exception's own words. */
  static String lastLine(String traceback) {
    String text = traceback.strip();
    return shortened(text.substring(text.lastIndexOf('\n') + 1));
  }

  static String shortened(String text) {
    String line = text.strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
