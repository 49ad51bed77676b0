package dev.rayport.backend.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * KubeRay's own files, where its Go module was downloaded; tests that need them are skipped else.
 */
final class KubeRaySources {

  private static final String MODULE = "github.com/ray-project/kuberay/ray-operator@v1.6.2";

  private static @org.jspecify.annotations.Nullable InstalledKubeRay definition;

  private KubeRaySources() {}

  static Path folder() {
    Path folder = cached();
    assumeTrue(Files.isDirectory(folder), () -> MODULE + " is not in Go's module cache, " + folder);
    return folder;
  }

  /** Where it would be. */
  static Path cached() {
    String go = System.getenv().getOrDefault("GOPATH", System.getProperty("user.home") + "/go");
    String cache = System.getenv().getOrDefault("GOMODCACHE", go + "/pkg/mod");
    return Path.of(cache, MODULE.split("/"));
  }

  static InstalledKubeRay definition() {
    if (definition == null) {
      definition = readDefinition();
    }
    return definition;
  }

  private static InstalledKubeRay readDefinition() {
    Path file = folder().resolve("config/crd/bases/ray.io_rayclusters.yaml");
    Map<?, ?> definition = YAMLMapper.builder().build().readValue(file, Map.class);
    @SuppressWarnings("unchecked")
    Map<String, Object> typed = (Map<String, Object>) definition;
    return InstalledKubeRay.of(typed);
  }
}
