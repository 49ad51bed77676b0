package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./rayport run} and the commands beside it, against a portal by address and token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunCommandTests {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String MAIN =
      """
      import os, sys
      from inner import word
      print("said", word.WORD, os.environ.get("COLOUR"), flush=True)
      sys.exit(int(sys.argv[1]))
      """;

  private Portal portal;
  private Rest rest;
  @TempDir private Path folder;

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
  void runsAFolderOnAClusterThatItMakesAndReusesAndEndsWithTheJobsExitCode() throws IOException {
    writeProgram();
    Command first =
        run("run", "--env", "COLOUR=red", "--name", "first", "--", "python", "main.py", "0");
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output())
        .contains("makes cluster admin-cpu-small", "said hello red", "· succeeded", "/jobs/job_");

    Command second = run("run", "--", "python", "main.py", "7");
    assertThat(second.code()).as(second.output()).isEqualTo(7);
    assertThat(second.output())
        .contains("on cluster admin-cpu-small", "said hello None", "· failed");

    assertThat(run("clusters").output()).contains("admin-cpu-small", "cpu-small@");
    assertThat(run("jobs").output()).contains("first", "succeeded", "failed");
    assertThat(run("logs", "first").output()).endsWith("said hello red\n");
    Command again = run("resubmit", "first");
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).contains("attempt 2", "said hello red");

    JsonNode job = rest.get("/jobs?q=first").get("items").get(0);
    assertThat(job.at("/spec/package").asString()).startsWith("sha256:");
  }

  @Test
  void aBackupOfTheRunningPortalIsPutBackElsewhere() throws IOException {
    writeProgram();
    Command job = run("run", "--name", "kept", "--", "python", "main.py", "0");
    assertThat(job.code()).as(job.output()).isZero();
    assertThat(
            rest.call(
                    "PUT",
                    "/api/v1/secrets/kept",
                    BodyPublishers.ofString("{\"value\":\"open sesame\"}"),
                    "Content-Type",
                    "application/json")
                .status())
        .isBetween(200, 204);
    Path archive = Files.createTempDirectory("rp").resolve("backup.tar.gz");
    Command written = run("backup", archive.toString());
    assertThat(written.code()).as(written.output()).isZero();
    assertThat(written.output()).contains("It holds secrets", "0600");

    Path home = Portal.newHome();
    Command restored = run("restore", archive.toString(), "--home", home.toString());
    assertThat(restored.code()).as(restored.output()).isZero();
    try (Portal other = Portal.on(home)) {
      assertThat(other.rest().post("/audit/verify", Map.of()).get("intact").asBoolean()).isTrue();
      assertThat(other.rest().get("/audit?action=backup").toString())
          .contains("backup.write", "backup.restore");
      String url = other.url().toString();
      String token = other.rest().post("/tokens", Map.of("name", "there")).get("token").asString();
      assertThat(run("logs", "kept", "--url", url, "--token", token).output())
          .endsWith("said hello None\n");
      Command opened =
          run(
              "run",
              "--url",
              url,
              "--token",
              token,
              "--fresh",
              "--no-dir",
              "--env",
              "WORD=@secret/kept",
              "--",
              "sh",
              "-c",
              "echo it has ${#WORD} letters");
      assertThat(opened.output()).contains("it has 11 letters");
    }
    Files.delete(archive);
  }

  @Test
  void saysWhatIsWrongAndTheNextStep() {
    assertThat(run("run").output()).contains("Nothing to run", "./rayport run -- python main.py");
    assertThat(run("run", "--template", "none", "--no-dir", "--", "true"))
        .matches(o -> o.code() == 2 && o.output().contains("template"));
    assertThat(run("logs", "nowhere").output()).contains("There is no job “nowhere”");
    assertThat(run("jobs", "--token", "rp_wrong").code()).isEqualTo(2);
    assertThat(run("jobs", "--url", "http://localhost:9").output()).contains("No portal answers");
  }

  @Test
  void ctrlCStopsTheJob() throws Exception {
    Path output = folder.resolveSibling("run.out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        // Tests that were started in the background ignore it, and so would this.
                        Stream.of("env", "--default-signal=INT"),
                        words("run", "--no-dir", "--name", "long", "--", "sleep", "300"))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    await("the job to run")
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.readString(output).contains("· running"));

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    String id = rest.get("/jobs?q=long").get("items").get(0).get("id").asString();
    rest.untilState("/jobs/" + id, "STOPPED");
  }

  @Test
  void findsThePortalOfThisMachineByItself() {
    Command jobs =
        Command.run(
            folder, Map.of("RAYPORT_HOME", portal.home().toString()), words("jobs").toList());
    assertThat(jobs.code()).as(jobs.output()).isZero();
  }

  @Test
  void checksTheAuditLog() {
    Command checked = run("audit", "verify");
    assertThat(checked.code()).as(checked.output()).isZero();
    assertThat(checked.output()).contains("The audit log is whole");
  }

  private void writeProgram() throws IOException {
    Files.writeString(folder.resolve("main.py"), MAIN);
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(inner.resolve("word.py"), "WORD = 'hello'\n");
  }

  private Command run(String... words) {
    return Command.run(folder, environment(), words(words).toList());
  }

  private static Stream<String> words(String... words) {
    return Stream.concat(Stream.of(ROOT.resolve("rayport").toString()), Stream.of(words));
  }

  private Map<String, String> environment() {
    return Map.of(
        "RAYPORT_URL",
        portal.url().toString(),
        "RAYPORT_TOKEN",
        rest.post("/tokens", Map.of("name", "run")).get("token").asString());
  }
}
