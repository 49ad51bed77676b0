package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./rayport} says and does. */
class CommandsTests {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LIMIT_SECONDS = 120;

  private record Outcome(int code, String output) {}

  @TempDir Path home;

  @Test
  void doctorFindsNothingMissingWhereTheTestsRun() throws Exception {
    Outcome outcome = rayport("doctor");
    assertThat(outcome.output()).contains("JDK", "Maven", "Python", "Nothing is missing");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    assertThat(rayport("help").output()).contains("up", "demo", "doctor", "test", "bench start");
  }

  @Test
  void whatItDoesNotKnowIsRefusedWithTheNextStep() throws Exception {
    assertThat(rayport("fly"))
        .matches(o -> o.code() == 2 && o.output().contains("no command “fly”"));
    assertThat(rayport("up", "--fast")).matches(o -> o.code() == 1 && o.output().contains("help"));
    assertThat(rayport("up", "--port"))
        .matches(o -> o.code() == 1 && o.output().contains("needs a value"));
    assertThat(rayport("up", "--port", "70000")).matches(o -> o.output().contains("no port"));
    assertThat(rayport("up", "--backend", "nomad")).matches(o -> o.output().contains("Use local"));
    assertThat(rayport("up", "--port=70000")).matches(o -> o.output().contains("no port"));
    assertThat(rayport("test", "--long", "more"))
        .matches(o -> o.code() == 1 && o.output().contains("does not know “more”"));
    assertThat(rayport("up", "--help"))
        .matches(o -> o.code() == 0 && o.output().contains("--keep-clusters"));
  }

  @Test
  void aPlaceThatCannotHoldDataIsRefusedWithTheNextStep() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    for (String place : List.of(file.toString(), file + "/below", home + "/" + "x".repeat(201))) {
      Outcome outcome = rayport("up", "--home", place);
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.output().lines()).hasSize(2).last().asString().contains("--home");
    }
  }

  @Test
  void whatAnotherProcessLeftBehindDoesNotStandInTheWay() throws Exception {
    Files.writeString(home.resolve("portal.pid"), ProcessHandle.current().pid() + " 8080\n");
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(rayport("up", "--port", Integer.toString(taken.getLocalPort())).output())
          .contains("is taken");
    }
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Outcome outcome = rayport("up", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.output()).contains("is taken", "./rayport up --port");
      assertThat(home.resolve("portal.pid")).doesNotExist();
    }
  }

  @Test
  void aSecondPortalOnTheSameDataIsRefused() throws Exception {
    Files.createSymbolicLink(home.resolve("venv"), Path.of(System.getenv("RAYPORT_TEST_VENV")));
    String port = Integer.toString(Portal.freePort());
    Path output = home.resolve("out");
    Process first = command("up", "--port", port).redirectOutput(output.toFile()).start();
    try {
      await("the first to be ready")
          .atMost(Duration.ofSeconds(LIMIT_SECONDS))
          .until(() ->
              Files.readString(output).contains("Rayport is ready: http://localhost:" + port));
      assertThat(Files.readString(output)).contains(home + "/initial-admin.json");

      Outcome second = rayport("up", "--port", Integer.toString(Portal.freePort()));
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.output()).contains("already running", "http://localhost:" + port);
    } finally {
      first.destroy();
      first.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Outcome rayport(String... arguments) throws IOException, InterruptedException {
    Process process = command(arguments).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), output);
  }

  private ProcessBuilder command(String... arguments) {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve("rayport").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("RAYPORT_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }
}
