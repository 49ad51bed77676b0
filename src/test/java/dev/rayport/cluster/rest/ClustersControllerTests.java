package dev.rayport.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@PortalTest
class ClustersControllerTests extends ApiTest {

  @Test
  void aClusterIsMadeFollowedAndDeleted() {
    JsonNode created =
        json(
            post(
                "/api/v1/clusters",
                """
                {"name": "rest-1", "template": "cpu-small", "labels": {"project": "x"},
                 "values": {"cpus": 1}, "stopWhen": {"idle": "PT30M", "ttl": "PT2H"}}
                """),
            202);
    assertThat(created.path("state").asString()).isEqualTo("REQUESTED");
    assertThat(created.path("template").asString()).startsWith("cpu-small@");
    assertThat(created.path("stage").asString()).isEqualTo("TRAINING");
    assertThat(created.path("desired").asString()).isEqualTo("RUNNING");
    assertThat(created.path("owner").asString()).isEqualTo("admin");
    assertThat(created.path("tenant").asString()).isEqualTo("default");
    assertThat(created.path("spec").path("head").path("cpus").asString()).isEqualTo("1");
    assertThat(created.path("stopWhen").path("idle").asString()).isEqualTo("PT30M");
    assertThat(created.path("createdAt").asString()).matches("20.*T.*Z");
    assertThat(created.path("startSteps").get(0).path("step").asString()).isEqualTo("Accepted");
    assertThat(created.has("condition")).isTrue();

    JsonNode ready = await("rest-1", state("READY"));
    assertThat(ready.path("id")).isEqualTo(created.path("id"));
    assertThat(ready.path("reason").isNull()).isTrue();
    assertThat(ready.path("startSteps").get(0).path("duration").asString()).isEqualTo("PT0S");
    assertThat(json(get("/api/v1/clusters/rest-1/nodes"), 200).path("items")).hasSize(1);
    JsonNode event = json(get("/api/v1/clusters/rest-1/events?limit=1"), 200);
    assertThat(event.path("items").get(0).path("text").asString()).startsWith("Ready ");
    assertThat(event.path("nextCursor").isNull()).isFalse();
    JsonNode list = json(get("/api/v1/clusters?state=READY&owner=admin&q=rest-1"), 200);
    assertThat(list.path("items")).hasSize(1);

    json(post("/api/v1/clusters/rest-1/extend", "{\"by\": \"PT1H\"}"), 202);
    json(post("/api/v1/clusters/rest-1/restart", ""), 202);
    await("rest-1", state("READY"));
    json(post("/api/v1/clusters/rest-1/stop", ""), 202);
    await(created.path("id").asString(), state("STOPPED"));
    json(post("/api/v1/clusters/" + created.path("id").asString() + "/start", ""), 202);
    await("rest-1", state("READY"));
    json(delete("rest-1"), 202);
    await(created.path("id").asString(), state("STOPPED"));
    assertThat(json(get("/api/v1/clusters?q=rest-1"), 200).path("items")).isEmpty();
  }

  @Test
  void aManifestIsYamlAndASilentBackendIsSaid() {
    json(post("/api/v1/clusters", "{\"name\": \"papers\", \"template\": \"scratch\"}"), 202);
    JsonNode ready = await("papers", state("READY"));
    assertThat(ready.path("asOf").isNull()).isTrue();
    String manifest = "/api/v1/clusters/papers/manifest";
    assertThat(json(get(manifest), 404).path("code").asString()).isEqualTo("no-manifest");

    backend.documents(true);
    assertThat(get(manifest)).hasStatus(200).bodyText().startsWith("kind: wanted\n");
    assertThat(get(manifest).getResponse().getContentType()).startsWith("application/yaml");
    assertThat(get(manifest + "?live=true")).hasStatus(200).bodyText().startsWith("kind: live\n");
    assertThat(json(get(manifest + "?live=perhaps"), 400).path("code").asString()).isNotEmpty();
    assertThat(json(get("/api/v1/clusters/nobody/manifest"), 404).path("code").asString())
        .isEqualTo("not-found");

    backend.down(true);
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !json(get("/api/v1/clusters/papers"), 200).path("asOf").isNull());
    assertThat(json(get("/api/v1/clusters/papers/nodes"), 200).path("items")).isNotEmpty();
    JsonNode problem = json(get(manifest + "?live=true"), 503);
    assertThat(problem.path("detail").asString()).contains("The backend does not answer.");
    backend.down(false);
    json(delete("papers"), 202);
  }

  @Test
  void aLongPollAnswersWhenTheStateChanges() {
    backend.slow(true);
    json(post("/api/v1/clusters", "{\"name\": \"polled\", \"template\": \"scratch\"}"), 202);
    await("polled", state("STARTING"));
    Thread.ofVirtual().start(() -> backend.proceed(backend.list().getFirst()));
    JsonNode answer = json(get("/api/v1/clusters/polled?wait=PT10S"), 200);
    assertThat(answer.path("state").asString()).isEqualTo("READY");
    backend.slow(false);
    json(delete("polled"), 202);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 400 | ``",
        "`{\"name\":` | 400 | ``",
        "`{}` | 400 | name",
        "`{\"name\": \"Ab_c\", \"template\": \"cpu-small\"}` | 400 | name",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"image\": \"evil.io/x\"}` | 400 | image",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"values\": {\"cpus\": \"1e3\"}}` | 400 | values.cpus",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"values\": {\"cpus\": -1}}` | 400 | values.cpus",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"values\": {\"cpus\": 1000000000}}` | 400 | values.cpus",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"values\": {\"cpus\": null}}` | 400 | values.cpus",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"values\": {\"memory\": \"10GB\"}}` | 400 | values.memory",
        "`{\"name\": \"a\", \"template\": \"cpu-small\", \"stopWhen\": {\"idle\": \"soon\"}}` | 400 | stopWhen.idle",
        "`{\"name\": \"a\", \"template\": \"train-cpu\", \"values\": {\"workerGroups\": [{\"name\": \"worker\", \"min\": 5, \"max\": 2}]}}` | 400 | values.workerGroups[0].max",
      })
  void badBodiesAreProblems(String body, int status, String field) {
    JsonNode problem = json(post("/api/v1/clusters", body), status);

    assertThat(problem.path("code").asString()).isNotEmpty();
    assertThat(problem.path("detail").asString()).isNotEmpty();
    if (!field.isEmpty()) {
      assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo(field);
    }
    assertThat(json(get("/api/v1/clusters?q=a&state=REQUESTED"), 200).path("items")).isEmpty();
  }

  @Test
  void otherRefusalsHaveTheirStatus() {
    assertThat(get("/api/v1/clusters/nope")).hasStatus(404);
    assertThat(http.get().uri("/api/v1/clusters")).hasStatus(401);
    assertThat(send(HttpMethod.POST, "/api/v1/clusters", MediaType.TEXT_PLAIN, "x")).hasStatus(415);
    assertThat(get("/api/v1/clusters?sort=color")).hasStatus(400);
    assertThat(get("/api/v1/clusters?state=BLUE")).hasStatus(400);
  }

  @Test
  void templatesAreListedReadAndAdded() {
    JsonNode list = json(get("/api/v1/templates?stage=SERVING"), 200);
    assertThat(list.path("items").get(0).path("name").asString()).isEqualTo("serve-cpu");
    JsonNode parameter =
        json(get("/api/v1/templates/cpu-small"), 200).path("parameters").path("cpus");
    assertThat(parameter.path("default").asInt()).isEqualTo(2);
    assertThat(parameter.path("range").get(1).asInt()).isEqualTo(4);
    assertThat(parameter.path("type").asString()).isEqualTo("integer");

    String yaml = "name: rest-t\nstage: TRAINING\nray: 2.58.0\nhead: {cpus: 1, memory: 2Gi}\n";
    MvcTestResult added =
        send(
            HttpMethod.POST,
            "/api/v1/templates",
            MediaType.parseMediaType("application/yaml"),
            yaml);
    assertThat(json(added, 201).path("version").asInt()).isEqualTo(1);
    String asJson =
        """
        {"name": "rest-t", "stage": "TRAINING", "ray": "2.58.0", "deprecated": "Use cpu-small.",
         "replacedBy": "cpu-small", "head": {"cpus": 2, "memory": "2Gi"}}
        """;
    JsonNode second = json(post("/api/v1/templates", asJson), 201);
    assertThat(second.path("version").asInt()).isEqualTo(2);
    assertThat(second.path("deprecation").path("replacedBy").asString()).isEqualTo("cpu-small");
    assertThat(json(get("/api/v1/templates/rest-t/versions/1"), 200).path("source").asString())
        .isEqualTo(yaml);
    JsonNode problem = json(post("/api/v1/templates", "{\"name\": \"t\", \"kind\": \"x\"}"), 400);
    assertThat(problem.path("detail").asString()).startsWith("Line 1");
  }

  @Test
  void everyListIsReadInStretches() {
    json(
        post(
            "/api/v1/clusters",
            """
            {"name": "sliced", "template": "train-cpu", "values": {"workers": 2}}
            """),
        202);
    await("sliced", state("READY"));
    for (String list :
        List.of(
            "/api/v1/templates",
            "/api/v1/clusters/sliced/nodes",
            "/api/v1/clusters/sliced/events")) {
      JsonNode first = json(get(list + "?limit=1"), 200);
      assertThat(first.path("items")).as(list).hasSize(1);
      String cursor = first.path("nextCursor").asString();
      JsonNode second = json(get(list + "?limit=1&cursor=" + cursor), 200);
      assertThat(second.path("items")).as(list).hasSize(1);
      assertThat(second.path("items").get(0)).isNotEqualTo(first.path("items").get(0));
      assertThat(get(list + "?limit=201")).hasStatus(400);
      assertThat(get(list + "?cursor=x")).hasStatus(400);
      assertThat(get(list + "?sort=color")).hasStatus(400);
    }
    assertThat(json(get("/api/v1/templates/cpu-small/versions?limit=1"), 200).path("items"))
        .hasSize(1);
    assertThat(get("/api/v1/templates/cpu-small/versions?sort=name")).hasStatus(400);
    assertThat(json(get("/api/v1/templates/cpu-small/versions?owner=ada"), 200).path("items"))
        .isEmpty();
    assertThat(json(get("/api/v1/templates?createdAfter=2999-01-01T00:00:00Z"), 200).path("items"))
        .isEmpty();
    json(delete("sliced"), 202);
  }
}
