package dev.rayport.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Jobs of a portal, through its HTTP contract. */
record Jobs(Rest rest) {

  private static final List<String> ENDS = List.of("SUCCEEDED", "FAILED", "STOPPED", "LOST");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  JsonNode submit(String cluster, String entrypoint) {
    return rest.post("/jobs", Map.of("cluster", cluster, "entrypoint", entrypoint));
  }

  JsonNode untilEnded(String id) {
    return rest.until(path(id), LIMIT, job -> ENDS.contains(Rest.state(job)));
  }

  JsonNode untilRunning(String id) {
    return rest.untilState(path(id), "RUNNING");
  }

  void untilLogHas(String id, String text) {
    org.awaitility.Awaitility.await("log of " + id + " to hold " + text)
        .atMost(Duration.ofMinutes(1))
        .until(() -> log(id).contains(text));
  }

  String log(String id) {
    return rest.text(path(id) + "/logs");
  }

  static String path(String id) {
    return "/jobs/" + id;
  }
}
