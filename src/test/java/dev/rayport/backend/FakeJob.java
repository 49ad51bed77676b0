package dev.rayport.backend;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One job of a {@link FakeRay}. */
final class FakeJob {
  final JsonNode submission;
  final StringBuilder log = new StringBuilder();
  String status = "PENDING";
  String message = "Job has not started yet.";
  Optional<Integer> exitCode = Optional.empty();
  final Instant submitted = Instant.now();
  Optional<Instant> ended = Optional.empty();
  Map<String, Long> tasks = Map.of();

  FakeJob(JsonNode submission) {
    this.submission = submission;
  }

  boolean ended() {
    return RayJob.Status.valueOf(status).ended();
  }

  /** As Ray tells it of the job that was submitted under this id. */
  Map<String, Object> details(String id) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("type", "SUBMISSION");
    details.put("submission_id", id);
    details.put("status", status);
    details.put("message", message);
    details.put("start_time", submitted.toEpochMilli());
    ended.ifPresent(end -> details.put("end_time", end.toEpochMilli()));
    if (!status.equals("PENDING")) {
      details.put("job_id", "01" + Integer.toHexString(id.hashCode()));
    }
    exitCode.ifPresent(code -> details.put("driver_exit_code", code));
    return details;
  }
}
