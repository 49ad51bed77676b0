package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.kubernetes.TestBed.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API server takes all that {@code k8s/} holds; KubeRay's own comes from elsewhere. */
@OnTestBed
class OverlaysTests {

  @TempDir private static Path copy;

  @BeforeAll
  static void prepare() throws IOException {
    TestBed.get().install();
    try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(Path.of("k8s").relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    for (String secret : List.of("secret.key", "admin-password", "database-password")) {
      Files.writeString(copy.resolve("example").resolve(secret), "s3cret");
    }
    Path several = Files.createDirectories(copy.resolve("example-of-several"));
    Files.writeString(
        several.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [../example]
        components: [../parts/several]
        """);
  }

  @ParameterizedTest
  @CsvSource({"base", "outside", "example", "example-of-several", "testbed"})
  void anOverlayIsTaken(String overlay) throws IOException, InterruptedException {
    Path admin = TestBed.get().kubeconfig(Caller.ADMIN);
    Path log = copy.resolve(overlay + ".log");
    Process kubectl =
        new ProcessBuilder(
                admin.getParent().resolveSibling("bin/kubectl").toString(),
                "--kubeconfig",
                admin.toString(),
                "apply",
                "--dry-run=server",
                "--kustomize",
                copy.resolve(overlay).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(kubectl.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(kubectl.exitValue()).as(Files.readString(log)).isZero();
  }
}
