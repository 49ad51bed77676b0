package dev.rayport.backend.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of a local backend for tests on real Ray. */
final class LocalRay {

  private LocalRay() {}

  /** The virtual environment that {@code ./rayport test} prepares. */
  static Path venv() {
    return Path.of(
        Optional.ofNullable(System.getenv("RAYPORT_TEST_VENV"))
            .orElse("/var/lib/rayport-dev/venv"));
  }

  static LocalProperties properties(boolean keepClusters) {
    return properties(venv(), keepClusters, "rayport-ray", null);
  }

  static LocalProperties properties(
      Path venv, boolean keepClusters, String user, @Nullable Path tempDir) {
    return new LocalProperties(
        venv,
        user,
        tempDir,
        20000,
        31999,
        keepClusters,
        null,
        null,
        4,
        Duration.ofMinutes(2),
        List.of("LANG", "TZ", "PIP_FIND_LINKS", "PIP_CERT"));
  }
}
