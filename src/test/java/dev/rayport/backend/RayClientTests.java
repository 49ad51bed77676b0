package dev.rayport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.RayClient.SubmissionRefused;
import dev.rayport.backend.RayJob.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RayClientTests {

  private final FakeRay ray = new FakeRay("secret");
  private final RayClient client = new RayClient(ray.endpoint());

  @AfterEach
  void close() {
    ray.close();
  }

  @Test
  void tellsRaysVersion() {
    assertThat(client.version()).isEqualTo("2.58.0");
  }

  @Test
  void aWrongTokenIsNamed() {
    RayClient stranger =
        new RayClient(new RayEndpoint(ray.endpoint().address(), Optional.of("other")));
    assertThatThrownBy(stranger::version)
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("refuses the portal's token")
        .hasMessageNotContaining("other");
  }

  @Test
  void aDeadAddressIsNoAnswer() throws IOException {
    // Bound but never listening: refused, and nobody else can be given the port meanwhile.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI dead = URI.create("http://127.0.0.1:" + held.getLocalPort());
      assertThatThrownBy(new RayClient(new RayEndpoint(dead, Optional.empty()))::version)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void submitsWithEverythingThatWasAsked() {
    client.submit(
        new JobSubmission(
            "job_1-1",
            "python main.py",
            Map.of("working_dir", "gcs://_ray_pkg_a.zip"),
            Map.of("owner", "lena"),
            OptionalDouble.of(0.5),
            OptionalDouble.empty(),
            OptionalLong.of(1024),
            Map.of("disk", 1.0)));
    assertThat(ray.submission("job_1-1").toString())
        .contains("\"entrypoint\":\"python main.py\"", "\"entrypoint_num_cpus\":0.5")
        .contains("\"entrypoint_memory\":1024", "\"entrypoint_resources\":{\"disk\":1.0}")
        .contains("\"runtime_env\":{\"working_dir\":\"gcs://_ray_pkg_a.zip\"}")
        .doesNotContain("entrypoint_num_gpus");
  }

  @Test
  void submittingTwiceIsSubmittingOnce() {
    client.submit(submission("job_1-1"));
    client.submit(submission("job_1-1"));
    assertThat(ray.submissions()).containsExactly("job_1-1");
  }

  @Test
  void aRefusalIsToldApartFromSilence() {
    ray.refuseSubmissions();
    assertThatThrownBy(() -> client.submit(submission("job_1-1")))
        .isInstanceOf(SubmissionRefused.class)
        .hasMessage("Ray refuses this job: ValueError: not like this");
    ray.fallSilent(true);
    assertThatThrownBy(() -> client.submit(submission("job_1-2")))
        .isInstanceOf(BackendException.class)
        .isNotInstanceOf(SubmissionRefused.class);
  }

  @Test
  void idsThatWouldLeaveRaysAddressesAreNotSent() {
    assertThatThrownBy(() -> client.submit(submission("a/b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.job("..")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAJobThroughItsLife() {
    assertThat(client.job("job_1-1")).isEmpty();
    client.submit(submission("job_1-1"));
    assertThat(client.job("job_1-1").orElseThrow().status()).isEqualTo(Status.PENDING);
    ray.run("job_1-1");
    ray.log("job_1-1", "boom\n");
    ray.end("job_1-1", Status.FAILED, 3);
    RayJob job = client.job("job_1-1").orElseThrow();
    assertThat(job.status()).isEqualTo(Status.FAILED);
    assertThat(job.exitCode()).contains(3);
    assertThat(job.message()).contains("exit code 3", "boom");
    assertThat(client.jobs()).containsExactly(job);
  }

  @Test
  void stopsARunningJobAndShrugsAtAnUnknownOne() {
    client.submit(submission("job_1-1"));
    ray.run("job_1-1");
    client.stop("job_1-1");
    client.stop("job_unknown");
    assertThat(client.job("job_1-1").orElseThrow().status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void uploadsAPackageThatIsMissing(@TempDir Path dir) throws IOException {
    Path zip = Files.write(dir.resolve("p.zip"), new byte[] {1, 2, 3});
    assertThat(client.hasPackage("_ray_pkg_a.zip")).isFalse();
    client.putPackage("_ray_pkg_a.zip", zip);
    assertThat(client.hasPackage("_ray_pkg_a.zip")).isTrue();
  }

  @Test
  void followsALogToItsEnd() throws Exception {
    client.submit(submission("job_1-1"));
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    CompletableFuture<Void> ended = client.followLog("job_1-1", seen::add);
    ray.run("job_1-1");
    ray.log("job_1-1", "first\n");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("first\n");
    ray.log("job_1-1", "zweite Zeile: ä\n");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("zweite Zeile: ä\n");
    assertThat(ended).isNotDone();
    ray.end("job_1-1", Status.SUCCEEDED, 0);
    assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aLogThatCannotBeFollowedSaysSo() {
    assertThat(client.followLog("job_unknown", text -> {}))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(BackendException.class);
  }

  @Test
  void aLogConnectionThatBreaksIsNoEnd() {
    client.submit(submission("job_1-1"));
    CompletableFuture<Void> ended = client.followLog("job_1-1", text -> ray.close());
    ray.log("job_1-1", "cut\n");
    assertThat(ended).failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aLogThatIsNoTextBreaksOffAndTellsSo() {
    StubServer.Handler binary =
        new StubServer.Handler() {
          @Override
          public StubServer.Reply handle(StubServer.Request request) {
            return StubServer.Reply.error(404, "");
          }

          @Override
          public Optional<StubServer.Frames> frames(StubServer.Request request) {
            return Optional.of(sink -> {
              sink.text("fine\n");
              sink.bytes(new byte[] {(byte) 0xff, 0, (byte) 0xc3, 0x28});
              return 1000;
            });
          }
        };
    try (StubServer server = new StubServer(binary)) {
      LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
      RayClient odd = new RayClient(new RayEndpoint(server.address(), Optional.empty()));
      assertThat(odd.followLog("job_1-1", seen::add)).failsWithin(Duration.ofSeconds(5));
      assertThat(seen).containsExactly("fine\n");
    }
  }

  @Test
  void idleCountsFromTheLastDriver() {
    assertThat(client.idleFor()).isEmpty();
    client.submit(submission("job_1-1"));
    assertThat(client.idleFor()).isEmpty();
    ray.run("job_1-1");
    assertThat(client.idleFor()).contains(Duration.ZERO);
    ray.end("job_1-1", Status.SUCCEEDED, 0);
    assertThat(client.idleFor()).contains(Duration.ofMillis(60_500));
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    try (StubServer endless =
        new StubServer(r -> StubServer.Reply.json("x".repeat(RayHttp.MAX_ANSWER + 1)))) {
      URI address = endless.address();
      assertThatThrownBy(() -> new RayClient(new RayEndpoint(address, Optional.empty())).jobs())
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("longer than");
    }
  }

  static JobSubmission submission(String id) {
    return new JobSubmission(
        id,
        "echo hello",
        Map.of(),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of());
  }
}
