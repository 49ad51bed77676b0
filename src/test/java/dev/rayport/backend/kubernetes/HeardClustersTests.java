package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.kubernetes.FakeApiServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One namespace that cannot be heard does not hide the others. */
class HeardClustersTests {

  private static final ClusterKey SICK = new ClusterKey("cl_s", "sick", "training", "sick");

  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void clustersOfTheOtherNamespacesAreListed() {
    for (ClusterKey key : List.of(Specs.KEY, SICK)) {
      String namespace = ObjectNames.of("rp-", key).namespace();
      server.put(
          "/api/v1/namespaces/" + namespace,
          Map.of(
              "apiVersion", "v1",
              "kind", "Namespace",
              "metadata", Map.of("labels", ClusterLabels.ofNamespace("rayport", key))));
    }
    server.trouble(request ->
        request.contains("/rp-sick-training/")
            ? Optional.of(new Answer(500, FakeApiServer.status(500, "sick")))
            : Optional.empty());
    try (KubernetesBackend backend = Backends.before(server, folder)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInSameThread()
          .ignoreExceptionsInstanceOf(BackendSilent.class)
          .until(() -> {
            backend.apply(Specs.KEY, Specs.headOnly());
            return true;
          });
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> backend.export(Specs.KEY).isPresent());
      assertThat(backend.list()).containsExactly(Specs.KEY);
      assertThat(backend.forbidden("ml", "serving")).isNotEmpty();
    }
  }
}
