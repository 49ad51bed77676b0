package dev.rayport.backend;

import dev.rayport.backend.RayClient.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Ray's JSON to records; what Ray leaves out or sends as null is absent. */
final class RayAnswers {

  /** Ray's own limit is 20,000 of the log and a sentence around it. */
  private static final int MAX_MESSAGE = 30_000;

  private RayAnswers() {}

  static List<RayJob> jobs(JsonNode answer) {
    List<RayJob> jobs = new ArrayList<>();
    for (JsonNode job : answer) {
      if (text(job, "submission_id").isPresent()) {
        jobs.add(job(job));
      }
    }
    return List.copyOf(jobs);
  }

  static RayJob job(JsonNode job) {
    return new RayJob(
        text(job, "submission_id").orElse(""),
        text(job, "job_id"),
        status(text(job, "status").orElse("")),
        lastPart(text(job, "message").orElse("")),
        text(job, "error_type"),
        number(job, "driver_exit_code").map(Long::intValue),
        number(job, "start_time").map(Instant::ofEpochMilli),
        number(job, "end_time").map(Instant::ofEpochMilli),
        text(job, "driver_node_id"));
  }

  private static String lastPart(String message) {
    return message.length() <= MAX_MESSAGE
        ? message
        : "…" + message.substring(message.length() - MAX_MESSAGE);
  }

  private static RayJob.Status status(String word) {
    try {
      return RayJob.Status.valueOf(word);
    } catch (IllegalArgumentException e) {
      throw new BackendException("Ray tells an unknown job status: " + word, e);
    }
  }

  static List<RayNode> nodes(JsonNode answer) {
    List<RayNode> nodes = new ArrayList<>();
    for (JsonNode node : answer.path("data").path("result").path("result")) {
      Map<String, String> labels = new HashMap<>();
      node.path("labels").forEachEntry((key, value) -> labels.put(key, value.asString("")));
      nodes.add(
          new RayNode(
              text(node, "node_id").orElse(""),
              text(node, "node_ip").orElse(""),
              node.path("is_head_node").asBoolean(false),
              text(node, "state").filter("ALIVE"::equals).isPresent(),
              text(node, "state_message").orElse(""),
              labels));
    }
    return List.copyOf(nodes);
  }

  /** Ray tells nothing of the time before its first driver ended. */
  static Optional<Duration> idleFor(JsonNode answer) {
    JsonNode driver = answer.path("driver");
    String active = text(driver, "is_active").orElse("");
    if (active.equals("ACTIVE")) {
      return Optional.of(Duration.ZERO);
    }
    if (!active.equals("INACTIVE") || !driver.path("last_activity_at").isNumber()) {
      return Optional.empty();
    }
    double seconds =
        driver.path("timestamp").asDouble(0) - driver.path("last_activity_at").asDouble(0);
    return Optional.of(Duration.ofMillis(Math.max(0, Math.round(seconds * 1000))));
  }

  static Optional<TaskCounts> taskCounts(JsonNode answer) {
    JsonNode result = answer.path("data").path("result").path("result");
    JsonNode byName = result.path("node_id_to_summary").path("cluster").path("summary");
    long finished = 0;
    long total = 0;
    for (JsonNode group : byName) {
      finished += group.path("state_counts").path("FINISHED").asLong(0);
      for (JsonNode count : group.path("state_counts")) {
        total += count.asLong(0);
      }
    }
    return total == 0 ? Optional.empty() : Optional.of(new TaskCounts(finished, total));
  }

  private static Optional<String> text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  private static Optional<Long> number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isNumber() ? Optional.of(Math.round(value.asDouble(0))) : Optional.empty();
  }
}
