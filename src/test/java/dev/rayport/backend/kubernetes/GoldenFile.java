package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is compared as a whole; {@code -Dgolden.write=true} writes it anew. */
final class GoldenFile {

  private static final Path FOLDER = Path.of("src/test/resources/kubernetes");

  private GoldenFile() {}

  static void assertSame(String name, String text) {
    Path file = FOLDER.resolve(name + ".yaml");
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, text);
      }
      assertThat(file).as("written by -Dgolden.write=true").exists();
      assertThat(text.lines())
          .as("%s; if the difference is meant, write it with -Dgolden.write=true", file)
          .containsExactlyElementsOf(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
