package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.RayJob.Status;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterState;
import dev.rayport.tenant.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The words of the HTTP API. */
class JobRestTests extends JobWorld {

  @Autowired WebApplicationContext context;

  private final JsonMapper json = new JsonMapper();

  private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
    return MockMvcBuilders.webAppContextSetup(context)
        .build()
        .perform(request)
        .andReturn()
        .getResponse();
  }

  private JsonNode tree(MockHttpServletResponse response) throws Exception {
    return json.readTree(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private MockHttpServletResponse post(String path, String body) throws Exception {
    return call(
        MockMvcRequestBuilders.post(path)
            .contentType("application/json")
            .content(body.replace('\'', '"')));
  }

  @Test
  void packagesAreStoredOnceAndBadOnesAreProblems() throws Exception {
    signIn("rest", Role.RESEARCHER, "rest");
    var first = call(MockMvcRequestBuilders.put("/api/v1/packages").content(zip()));
    var second = call(MockMvcRequestBuilders.put("/api/v1/packages").content(zip()));
    var bad = call(MockMvcRequestBuilders.put("/api/v1/packages").content("no zip"));

    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(second.getStatus()).isEqualTo(200);
    assertThat(tree(first).path("package").asString()).startsWith("sha256:");
    assertThat(tree(first).propertyNames())
        .containsExactlyInAnyOrder("package", "bytes", "files", "ignored");
    assertThat(bad.getStatus()).isEqualTo(400);
    assertThat(bad.getContentType()).startsWith("application/problem+json");
    assertThat(tree(bad).path("code").asString()).isEqualTo("not-an-archive");
  }

  @Test
  void aJobIsSubmittedReadResubmittedAndStopped() throws Exception {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    var created = post("/api/v1/jobs", "{'cluster':'train-1','entrypoint':'ls','timeout':'PT5M'}");
    JsonNode job = tree(created);
    String path = "/api/v1/jobs/" + job.path("id").asString();

    assertThat(created.getStatus()).isEqualTo(202);
    assertThat(job.propertyNames())
        .contains(
            "id",
            "submissionId",
            "name",
            "state",
            "condition",
            "reason",
            "reasonCode",
            "cluster",
            "spec",
            "attempt",
            "resubmissionOf",
            "chain",
            "chainNumber",
            "createdAt",
            "startedAt",
            "endedAt",
            "exitCode",
            "message",
            "progress")
        .doesNotContain("diff");
    assertThat(job.at("/spec/timeout").asString()).isEqualTo("PT5M");
    assertThat(tree(call(MockMvcRequestBuilders.get(path))).path("id")).isEqualTo(job.path("id"));

    JsonNode again =
        tree(post(path + "/resubmit", "{'changes':{'entrypoint':'ls -l','timeout':null}}"));
    assertThat(again.path("resubmissionOf")).isEqualTo(job.path("id"));
    assertThat(again.path("diff").size()).isEqualTo(2);
    assertThat(again.at("/diff/0/from").asString()).isEqualTo("ls");
    assertThat(call(MockMvcRequestBuilders.post(path + "/stop")).getStatus()).isEqualTo(202);
    reaches(new JobId(job.path("id").asString()), JobState.STOPPED);
    assertThat(
            tree(call(MockMvcRequestBuilders.get("/api/v1/jobs?state=STOPPED&limit=1")))
                .path("items")
                .size())
        .isEqualTo(1);
  }

  @Test
  void listsTellAllOfAJobAndAreNarrowedByStageAndTemplate() throws Exception {
    signIn("lea", Role.RESEARCHER, "narrow");
    JsonNode job = tree(post("/api/v1/jobs", "{'cluster':'train-1','entrypoint':'ls'}"));
    String read =
        call(MockMvcRequestBuilders.get("/api/v1/jobs/" + job.path("id").asString()))
            .getContentAsString();

    JsonNode all = tree(call(MockMvcRequestBuilders.get("/api/v1/jobs")));
    assertThat(all.at("/items/0").propertyNames()).isEqualTo(json.readTree(read).propertyNames());
    assertThat(all.at("/items/0/spec/entrypoint").asString()).isEqualTo("ls");
    assertThat(found("stage=TRAINING")).isEqualTo(1);
    assertThat(found("stage=SERVING")).isZero();
    assertThat(found("template=cpu-small")).isEqualTo(1);
    assertThat(found("template=cpu-small@1")).isEqualTo(1);
    assertThat(found("template=cpu-small@2")).isZero();
    assertThat(found("template=cpu_small")).isZero();
    assertThat(call(MockMvcRequestBuilders.get("/api/v1/jobs?stage=COOKING")).getStatus())
        .isEqualTo(400);
  }

  private int found(String filter) throws Exception {
    return tree(call(MockMvcRequestBuilders.get("/api/v1/jobs?" + filter))).path("items").size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jobs?state=FOO|state|one of QUEUED",
        "jobs?stage=COOKING|stage|one of PREPROCESSING",
        "jobs?createdAfter=yesterday|createdAfter|a time such as",
        "jobs/x?wait=long|wait|a duration such as",
        "jobs/x/logs?tail=all|tail|a whole number"
      })
  void filtersAreRefusedInAClientsWords(String path, String field, String words) throws Exception {
    var answer = call(MockMvcRequestBuilders.get("/api/v1/" + path));

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(tree(answer).at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(tree(answer).path("detail").asString())
        .contains(field + " must be " + words)
        .doesNotContain("java", "dev.rayport");
  }

  @Test
  void mistakesAreNamedByTheirFields() throws Exception {
    var unknown =
        post("/api/v1/jobs", "{'cluster':'train-1','entrypoint':'ls','submission_id':'a/b'}");
    var environment =
        post(
            "/api/v1/jobs",
            "{'cluster':'train-1','entrypoint':'ls','runtimeEnv':{'env_vars':{'A':1}}}");
    var elsewhere = post("/api/v1/jobs", "{'cluster':'not-here','entrypoint':'ls'}");

    assertThat(unknown.getStatus()).isEqualTo(400);
    assertThat(tree(unknown).at("/errors/0/field").asString()).isEqualTo("submission_id");
    assertThat(environment.getStatus()).isEqualTo(400);
    assertThat(tree(environment).at("/errors/0/field").asString())
        .isEqualTo("runtimeEnv.env_vars.A");
    assertThat(elsewhere.getStatus()).isEqualTo(404);
    assertThat(call(MockMvcRequestBuilders.get("/api/v1/jobs/..%2Fx")).getStatus()).isIn(400, 404);
  }

  @Test
  void theLogIsReadWholeInPartsAndToItsEnd() throws Exception {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "one\ntwo\nthree\n");
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
    String path = "/api/v1/jobs/" + id + "/logs";

    var whole = call(MockMvcRequestBuilders.get(path));
    assertThat(whole.getContentAsString()).isEqualTo("one\ntwo\nthree\n");
    assertThat(whole.getContentType()).isEqualTo("text/plain;charset=utf-8");
    assertThat(whole.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(call(MockMvcRequestBuilders.get(path + "?tail=1")).getContentAsString())
        .isEqualTo("three\n");
    assertThat(call(MockMvcRequestBuilders.get(path + "?follow=true")).getContentAsString())
        .isEqualTo("one\ntwo\nthree\n");
    var part = call(MockMvcRequestBuilders.get(path).header("Range", "bytes=4-6"));
    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getContentAsString()).isEqualTo("two");
    assertThat(part.getHeader("Content-Range")).isEqualTo("bytes 4-6/14");
    assertThat(call(MockMvcRequestBuilders.get(path).header("Range", "bytes=99-")).getStatus())
        .isEqualTo(416);
    assertThat(call(MockMvcRequestBuilders.get(path + "?attempt=7")).getStatus()).isEqualTo(400);
  }
}
