package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** From an empty portal to a finished, resubmitted job, by HTTP alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestJourneyTests {

  private static final Duration JOB_LIMIT = Duration.ofMinutes(3);

  private Portal portal;
  private Rest rest;
  private String clusterId;
  private JsonNode dependencyJob;

  @BeforeAll
  void startPortal() {
    portal = Portal.fresh();
    rest = portal.rest();
  }

  @AfterAll
  void endPortal() {
    portal.close();
  }

  @Test
  @Order(1)
  void tellsWhoOneIsAndWhatOneMayUse() {
    assertThat(rest.get("/me").toString()).contains("admin").contains("default");
    assertThat(rest.get("/templates").get("items").findValuesAsString("name"))
        .contains(
            "cpu-small", "ray-data-cpu", "train-cpu", "batch-inference", "serve-cpu", "scratch");
    assertThat(rest.get("/templates/cpu-small").get("stage").asString()).isEqualTo("TRAINING");
  }

  @Test
  @Order(2)
  void createsAClusterOnceHoweverOftenTheRequestIsSent() {
    Map<String, Object> wish = Map.of("name", "first", "template", "cpu-small");
    JsonNode created = rest.post("/clusters", wish, "Idempotency-Key", "create-first");
    JsonNode again = rest.post("/clusters", wish, "Idempotency-Key", "create-first");
    clusterId = created.get("id").asString();

    assertThat(again.get("id").asString()).isEqualTo(clusterId);
    assertThat(created.get("template").asString()).startsWith("cpu-small@");
    JsonNode ready = rest.untilState("/clusters/" + clusterId, "READY", "FAILED");
    assertThat(Rest.state(ready)).as(ready.toString()).isEqualTo("READY");
    assertThat(ready.get("startSteps").findValuesAsString("state"))
        .isNotEmpty()
        .containsOnly("DONE");
    assertThat(rest.get("/clusters/first").get("id").asString()).isEqualTo(clusterId);
    assertThat(rest.get("/clusters/first/nodes").get("items")).isNotEmpty();
    assertThat(rest.get("/clusters/first/events").get("items")).isNotEmpty();
  }

  @Test
  @Order(3)
  void runsAJobWithADependency() {
    Example example = Example.named("dependency");
    assertThat(rest.putPackage(example.zip()).status()).isEqualTo(201);
    assertThat(rest.putPackage(example.zip()).status()).isEqualTo(200);

    dependencyJob = rest.post("/jobs", example.job(rest, "first"));
    JsonNode ended = untilEnded(dependencyJob);

    assertThat(Rest.state(ended)).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(ended.get("exitCode").asInt()).isZero();
    String log = logOf(dependencyJob);
    assertThat(log).contains("humanize 4.13.0 came with this job only", "2,646,700");
    assertThat(rest.text(path(dependencyJob) + "/logs?tail=1"))
        .contains("2,646,700")
        .hasLineCount(1);
    assertThat(rest.text(path(dependencyJob) + "/logs", "Range", "bytes=0-9"))
        .isEqualTo(log.substring(0, 10));
  }

  @Test
  @Order(4)
  void resubmitsTheVerySameOrWithChanges() {
    JsonNode same = rest.post(path(dependencyJob) + "/resubmit", Map.of());
    assertThat(same.get("resubmissionOf").asString()).isEqualTo(id(dependencyJob));
    assertThat(same.get("chain").asString()).isEqualTo(id(dependencyJob));
    assertThat(same.get("chainNumber").asInt()).isEqualTo(2);
    assertThat(same.get("spec")).isEqualTo(rest.get(path(dependencyJob)).get("spec"));
    assertThat(Rest.state(untilEnded(same))).isEqualTo("SUCCEEDED");

    JsonNode changed =
        rest.post(
            path(same) + "/resubmit",
            Map.of("changes", Map.of("entrypoint", "echo changed; exit 7")));
    assertThat(changed.get("chainNumber").asInt()).isEqualTo(3);
    assertThat(changed.get("diff").findValuesAsString("path")).containsExactly("entrypoint");
    JsonNode failed = untilEnded(changed);
    assertThat(Rest.state(failed)).isEqualTo("FAILED");
    assertThat(failed.get("exitCode").asInt()).isEqualTo(7);
    assertThat(failed.get("reason").asString()).isNotEmpty();
  }

  @Test
  @Order(5)
  void showsProgressAndStreamsTheLogWhileItRuns() {
    JsonNode job = rest.post("/jobs", Example.named("train").job(rest, clusterId));
    rest.until(path(job), JOB_LIMIT, seen -> seen.path("progress").path("done").asDouble(0) > 0);
    String log = rest.text(path(job) + "/logs?follow=true");
    assertThat(log).contains("epoch 30", "Best accuracy");
    assertThat(Rest.state(untilEnded(job))).isEqualTo("SUCCEEDED");
  }

  @Test
  @Order(6)
  void stopsAJobThatRunsAndOneThatWaits() {
    JsonNode running = rest.post("/jobs", sleeper("first"));
    rest.untilState(path(running), "RUNNING");
    rest.post(path(running) + "/stop", Map.of());
    assertThat(Rest.state(untilEnded(running))).isEqualTo("STOPPED");

    JsonNode waiting = rest.post("/jobs", sleeper("first"));
    rest.post(path(waiting) + "/stop", Map.of());
    assertThat(Rest.state(untilEnded(waiting))).isEqualTo("STOPPED");
  }

  @Test
  @Order(7)
  void saysWhatIsWrongWithARequest() {
    Rest.Answer unknown =
        rest.tryPost("/clusters", Map.of("name", "x", "template", "cpu-small", "nme", 1));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
    assertThat(unknown.json().get("code").asString()).matches("[a-z][a-z-]+");
    assertThat(rest.withToken("").call("GET", "/api/v1/me").status()).isEqualTo(401);
    assertThat(rest.withToken("rp_wrong").call("GET", "/api/v1/me").status()).isEqualTo(401);
    assertThat(rest.call("GET", "/api/v1/jobs/job_00000000000000000000").status()).isEqualTo(404);
    assertThat(
            rest.call(
                    "POST",
                    "/api/v1/jobs",
                    BodyPublishers.ofString("x"),
                    "Content-Type",
                    "text/plain")
                .status())
        .isEqualTo(415);
  }

  @Test
  @Order(8)
  void givesAndTakesTokens() {
    JsonNode token = rest.post("/tokens", Map.of("name", "script"));
    Rest script = rest.withToken(token.get("token").asString());
    assertThat(script.get("/me").toString()).contains("admin");
    assertThat(rest.get("/tokens").toString())
        .contains("script")
        .doesNotContain(token.get("token").asString());
    assertThat(rest.delete("/tokens/" + id(token)).status()).isBetween(200, 204);
    assertThat(script.call("GET", "/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  @Order(9)
  void keepsHistoryAfterTheClusterAndRunsTheJobAgainOnAFreshOne() {
    rest.post("/clusters/" + clusterId + "/stop", Map.of());
    rest.untilState("/clusters/" + clusterId, "STOPPED");
    assertThat(portal.rayProcesses("ray start")).isEmpty();
    assertThat(logOf(dependencyJob)).contains("2,646,700");

    JsonNode again = rest.post(path(dependencyJob) + "/resubmit", Map.of());
    JsonNode ended = untilEnded(again);
    assertThat(Rest.state(ended)).as(ended.toString()).isEqualTo("SUCCEEDED");
    String fresh = ended.get("cluster").asString();
    assertThat(fresh).isNotEqualTo(clusterId);
    rest.untilState("/clusters/" + fresh, "STOPPED");
  }

  @Test
  @Order(10)
  void startsAStoppedClusterAgainAndDeletesIt() {
    rest.post("/clusters/" + clusterId + "/start", Map.of());
    rest.untilState("/clusters/" + clusterId, "READY");
    assertThat(rest.delete("/clusters/" + clusterId).status()).isBetween(200, 204);
    rest.until("/clusters", Duration.ofMinutes(1), seen -> !seen.toString().contains(clusterId));
  }

  @Test
  @Order(11)
  void describesItself() {
    List<String> paths =
        rest.get("/openapi.json").get("paths").propertyNames().stream()
            .map(path -> path.replaceAll("\\{\\w+}", "{id}"))
            .toList();
    assertThat(paths)
        .contains(
            "/api/v1/clusters",
            "/api/v1/clusters/{id}",
            "/api/v1/jobs",
            "/api/v1/jobs/{id}/resubmit",
            "/api/v1/packages");
  }

  private static Map<String, Object> sleeper(String cluster) {
    return Map.of("cluster", cluster, "entrypoint", "sleep 300");
  }

  private JsonNode untilEnded(JsonNode job) {
    List<String> ends = List.of("SUCCEEDED", "FAILED", "STOPPED", "LOST");
    return rest.until(path(job), JOB_LIMIT, seen -> ends.contains(Rest.state(seen)));
  }

  private String logOf(JsonNode job) {
    return rest.text(path(job) + "/logs");
  }

  private static String path(JsonNode job) {
    return "/jobs/" + id(job);
  }

  private static String id(JsonNode object) {
    return object.get("id").asString();
  }
}
