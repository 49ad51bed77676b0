package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.backend.kubernetes.FakeApiServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Kubernetes that hangs keeps nobody waiting. */
class KubeRayDefinitionTests {

  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();
  private final CountDownLatch hanging = new CountDownLatch(1);

  @AfterEach
  void end() {
    hanging.countDown();
    server.close();
  }

  private Optional<Answer> hang(String request) {
    try {
      if (request.endsWith(FakeApiServer.DEFINITION)) {
        hanging.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Test
  @Timeout(120)
  void nothingIsKnownYetAndThenItIs() {
    server.trouble(this::hang);
    try (KubernetesBackend backend = Backends.before(server, folder)) {
      for (int i = 0; i < 50; i++) {
        assertThat(backend.lacks(PlatformFeature.TLS)).isEmpty();
      }
      assertThatThrownBy(() -> backend.manifest(Specs.KEY, Specs.headOnly()))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("not known yet");
      hanging.countDown();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(BackendException.class)
          .until(() -> backend.manifest(Specs.KEY, Specs.headOnly()).isPresent());
    }
  }

  @Test
  void withoutKubeRayItSaysSo() {
    server.remove(FakeApiServer.DEFINITION);
    try (KubernetesBackend backend = Backends.before(server, folder)) {
      assertThatThrownBy(() -> backend.manifest(Specs.KEY, Specs.headOnly()))
          .hasMessage("KubeRay is not installed on this Kubernetes.");
    }
  }
}
