package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Built browser files are committed, so that running Rayport needs no Node. */
class FrontendAssetsTests {

  private static final Path FRONTEND = Path.of("frontend");
  private static final String TO_MEND =
      "run 'npm ci && npm run build' in frontend/ and commit what changes";

  @Test
  void builtFilesBelongToTheirSources() throws Exception {
    assertThat(present()).as(TO_MEND).isEqualTo(recorded());
  }

  @Test
  void bundlesRunUnderTheContentPolicy() throws IOException {
    try (Stream<Path> assets = Files.list(FRONTEND.resolve("assets"))) {
      for (Path script : assets.filter(file -> file.toString().endsWith(".js")).toList()) {
        assertThat(Files.readString(script))
            .as(script.toString())
            .doesNotContain("innerHTML", "new Function(", "document.write", "http://cdn");
      }
    }
  }

  @Test
  void licencesOfOthersLieBesideTheirWork() {
    assertThat(FRONTEND.resolve("assets/licenses"))
        .isDirectoryContaining("glob:**/inter.txt")
        .isDirectoryContaining("glob:**/jetbrains-mono.txt")
        .isDirectoryContaining("glob:**/lucide.txt");
  }

  private static Map<String, String> recorded() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(FRONTEND.resolve("manifest.sha256"))) {
      String[] parts = line.split(" {2}", 2);
      sums.put(parts[1], parts[0]);
    }
    return sums;
  }

  private static Map<String, String> present() throws IOException, NoSuchAlgorithmException {
    Map<String, String> sums = new TreeMap<>();
    for (String single : List.of("package.json", "package-lock.json", "build.mjs", "icons.txt")) {
      add(sums, FRONTEND.resolve(single));
    }
    for (String folder : List.of("src", "assets")) {
      try (Stream<Path> files = Files.walk(FRONTEND.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          add(sums, file);
        }
      }
    }
    return sums;
  }

  private static void add(Map<String, String> sums, Path file)
      throws IOException, NoSuchAlgorithmException {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    sums.put(
        FRONTEND.relativize(file).toString().replace('\\', '/'), HexFormat.of().formatHex(sum));
  }
}
