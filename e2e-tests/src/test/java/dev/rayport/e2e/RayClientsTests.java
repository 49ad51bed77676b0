package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ray's own command line and Python client, unchanged, in front of the portal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RayClientsTests {

  private static final Path BIN = Path.of(System.getenv("RAYPORT_TEST_VENV"), "bin");
  private static final String MAIN =
      """
      import os, helper, ray
      ray.init()
      print("said", helper.WORD, os.environ["COLOUR"], flush=True)
      print("sum", sum(ray.get([ray.remote(lambda i=i: i).remote() for i in range(4)])))
      """;
  private static final String SDK =
      """
      import asyncio, sys, time
      from ray.job_submission import JobSubmissionClient, JobStatus

      client = JobSubmissionClient(sys.argv[1])
      job = client.submit_job(
          entrypoint="python main.py",
          submission_id="by-sdk",
          runtime_env={"working_dir": ".", "env_vars": {"COLOUR": "blue"}},
          metadata={"job_name": "from-sdk"})
      assert job == "by-sdk", job

      async def tail():
          async for lines in client.tail_job_logs(job):
              print(lines, end="")

      asyncio.run(tail())
      assert client.get_job_status(job) == JobStatus.SUCCEEDED
      info = client.get_job_info(job)
      assert info.metadata["job_name"] == "from-sdk", info
      assert info.driver_exit_code == 0, info
      assert "said hello blue" in client.get_job_logs(job)
      assert job in [other.submission_id for other in client.list_jobs()]
      assert client.delete_job(job)
      assert job not in [other.submission_id for other in client.list_jobs()]
      print("all", "well")
      """;

  private Portal portal;
  private Rest rest;
  private JsonNode cluster;
  private String token;
  @TempDir private Path folder;

  @BeforeAll
  void startPortal() {
    portal = Portal.fresh();
    rest = portal.rest();
    cluster = rest.readyCluster("door");
    token = rest.post("/tokens", Map.of("name", "ray")).get("token").asString();
  }

  @AfterAll
  void endPortal() {
    portal.close();
  }

  @BeforeEach
  void writeDirectory() throws IOException {
    Files.writeString(folder.resolve("main.py"), MAIN);
    Files.writeString(folder.resolve("helper.py"), "WORD = 'hello'\n");
  }

  @Test
  void theCommandLineSubmitsFollowsStopsListsAndDeletes() {
    String submitted =
        ray(
            "job",
            "submit",
            "--submission-id",
            "by-cli",
            "--working-dir",
            ".",
            "--runtime-env-json",
            "{\"env_vars\": {\"COLOUR\": \"red\"}}",
            "--",
            "python",
            "main.py");
    assertThat(submitted)
        .contains("Job 'by-cli' submitted successfully", "said hello red", "sum 6", "succeeded");
    assertThat(ray("job", "status", "by-cli")).contains("Job 'by-cli' succeeded");
    assertThat(ray("job", "logs", "by-cli")).contains("said hello red");
    assertThat(ray("job", "logs", "--follow", "by-cli")).contains("said hello red", "sum 6");

    String running =
        ray("job", "submit", "--submission-id", "to-stop", "--no-wait", "--", "sleep", "300");
    assertThat(running).contains("submitted successfully");
    assertThat(ray("job", "list")).contains("by-cli", "to-stop");
    assertThat(ray("job", "stop", "to-stop")).contains("was stopped");
    assertThat(ray("job", "delete", "to-stop")).contains("deleted");
    assertThat(ray("job", "list")).contains("by-cli").doesNotContain("to-stop");
    assertThat(command("job", "status", "to-stop").output()).contains("does not exist");

    JsonNode jobs = rest.get("/jobs?cluster=" + cluster.get("id").asString());
    assertThat(jobs.get("items").findValuesAsString("submissionId")).contains("by-cli", "to-stop");
    JsonNode job = named(jobs, "by-cli");
    assertThat(job.at("/spec/package").asString()).startsWith("sha256:");
    JsonNode again = rest.post("/jobs/" + job.get("id").asString() + "/resubmit", Map.of());
    assertThat(
            Rest.state(
                rest.untilState(
                    "/jobs/" + again.get("id").asString(), "SUCCEEDED", "FAILED", "LOST")))
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void aFailingJobEndsTheCommandLineWithAnError() {
    Command failed = command("job", "submit", "--", "sh", "-c", "echo so; exit 3");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.output()).contains("so", "failed");
  }

  @Test
  void pythonsClientDoesTheWholeRound() throws IOException {
    Path outside = Files.writeString(folder.resolveSibling("sdk.py"), SDK);
    String said =
        Command.output(
            folder,
            environment(),
            List.of(BIN.resolve("python").toString(), outside.toString(), address()));
    assertThat(said).contains("said hello blue", "sum 6", "all well");
  }

  @Test
  void aWrongTokenIsSaidPlainly() {
    Map<String, String> wrong = new HashMap<>(environment());
    wrong.put("RAY_AUTH_TOKEN", "rp_wrong");
    Command refused =
        Command.run(folder, wrong, List.of(BIN.resolve("ray").toString(), "job", "list"));
    assertThat(refused.code()).isNotZero();
    assertThat(refused.output()).contains("Use a token of Rayport");
  }

  private static JsonNode named(JsonNode jobs, String submissionId) {
    return jobs.get("items")
        .valueStream()
        .filter(job -> job.get("submissionId").asString().equals(submissionId))
        .findFirst()
        .orElseThrow();
  }

  private String ray(String... words) {
    return Command.output(folder, environment(), ray(Stream.of(words)));
  }

  private Command command(String... words) {
    return Command.run(folder, environment(), ray(Stream.of(words)));
  }

  private static List<String> ray(Stream<String> words) {
    return Stream.concat(Stream.of(BIN.resolve("ray").toString()), words).toList();
  }

  private String address() {
    return portal.url() + "/ray/door";
  }

  private Map<String, String> environment() {
    return Map.of(
        "RAY_ADDRESS", address(),
        "RAY_AUTH_MODE", "token",
        "RAY_AUTH_TOKEN", token,
        "RAY_USAGE_STATS_ENABLED", "0",
        "COLUMNS", "200");
  }
}
