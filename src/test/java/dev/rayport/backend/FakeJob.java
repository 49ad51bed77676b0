package dev.rayport.backend;

import java.time.Instant;
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
}
