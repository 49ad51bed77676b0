package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the check, as a driver runs it. */
class IsolationProbeTests {

  private static final Path PROBE = Path.of("src/main/resources/isolation/probe.py");
  private static final int NOBODY = 1;

  @TempDir private Path folder;

  /** How it ended and what it printed. */
  private record End(int code, String log) {}

  @Test
  void whatIsReachedThoughForbiddenIsNamed() throws Exception {
    try (ServerSocket head = listen();
        ServerSocket server = listen()) {
      End end = probe(head.getLocalPort(), server.getLocalPort());

      assertThat(end.code()).isEqualTo(3);
      assertThat(end.log()).contains("Not enforced: a pod reached the API server.");
    }
  }

  @Test
  void itIsVerifiedWhenOnlyTheOwnClusterIsReached() throws Exception {
    try (ServerSocket head = listen()) {
      End end = probe(head.getLocalPort(), NOBODY);

      assertThat(end.code()).as(end.log()).isZero();
      assertThat(end.log()).contains("Verified").contains("Connection refused");
    }
  }

  @Test
  void nothingIsSaidWhenTheNetworkDoesNotWorkAtAll() throws Exception {
    End end = probe(NOBODY, NOBODY);

    assertThat(end.code()).isEqualTo(4);
    assertThat(end.log()).contains("Nothing can be said");
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private End probe(int head, int forbidden) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("forbidden.json"),
        "[{\"what\": \"the API server\", \"host\": \"localhost\", \"port\": %d}]"
            .formatted(forbidden));
    ProcessBuilder builder =
        new ProcessBuilder("python3", PROBE.toAbsolutePath().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("RAY_ADDRESS", "127.0.0.1:" + head);
    Process process = builder.start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new End(process.exitValue(), log);
  }
}
