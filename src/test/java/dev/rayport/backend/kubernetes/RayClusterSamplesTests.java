package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** KubeRay's own samples. */
class RayClusterSamplesTests {

  static Stream<Arguments> samples() throws IOException {
    Path folder = KubeRaySources.cached().resolve("config/samples");
    if (!Files.isDirectory(folder)) {
      return Stream.of(arguments("none", folder));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> arguments(folder.relativize(file).toString(), file))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void kubeRaysOwnSamplesComeAlongOrSayWhyNot(String name, Path file) throws IOException {
    KubeRaySources.folder();
    for (String text : documents(Files.readString(file))) {
      ImportedCluster draft = Imports.read(text);
      assertThat(draft.findings())
          .allSatisfy(found -> {
            assertThat(found.why()).matches("(?s)[^\\n]+\\.");
            assertThat(found.line()).isBetween(1, (int) text.lines().count());
            assertThat(found.path()).isNotBlank();
          });
      boolean cluster =
          text.contains("kind: RayCluster")
              || text.matches("(?s).*\\n  (rayClusterSpec|rayClusterConfig):\\s.*");
      assertThat(draft.spec().isPresent()).isEqualTo(cluster);
      if (draft.allowed()) {
        Map<String, Object> made =
            new RayClusterManifest(
                    Specs.KEY,
                    draft.spec().orElseThrow(),
                    Imports.plain(),
                    KubeRaySources.definition())
                .cluster(Replicas.ASKED, false);
        assertThat(RayClusterRules.problems(made, RayClusterRules.Operator.STANDARD)).isEmpty();
      }
    }
  }

  private static List<String> documents(String text) {
    return Stream.of(text.split("(?m)^---.*$"))
        .filter(part -> part.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
        .toList();
  }

  @Test
  void ofSeveralDocumentsTheClusterComesAlong() throws IOException {
    Path sample = KubeRaySources.folder().resolve("config/samples/ray-cluster.autoscaler-v2.yaml");
    String text = Files.readString(sample);
    ImportedCluster read = Imports.read(text);
    assertThat(read.findings())
        .extracting(Finding::why)
        .contains(
            "This ConfigMap is no part of a cluster; whoever runs the namespace makes it there.");
    ClusterSpec spec = read.spec().orElseThrow();
    assertThat(spec.workerGroups().getFirst().max()).isEqualTo(10);
    assertThat(spec.platform().autoscaler().idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(spec.head().rayCpus()).hasValue(0);
  }
}
