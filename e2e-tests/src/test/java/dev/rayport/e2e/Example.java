package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A working directory of {@code examples/}, as a user with a command line sends it. */
record Example(Path folder) {

  static Example named(String name) {
    return new Example(Path.of("..", "examples", name));
  }

  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Body of {@code POST /jobs} for a cluster, with the working directory uploaded. */
  Map<String, Object> job(Rest rest, String cluster) {
    Rest.Answer stored = rest.putPackage(zip());
    assertThat(stored.status()).as(stored.text()).isIn(200, 201);
    Map<String, Object> body =
        new LinkedHashMap<>(
            JsonMapper.shared()
                .readValue(
                    folder.resolve("job.json"), new TypeReference<Map<String, Object>>() {}));
    body.put("cluster", cluster);
    body.put("package", stored.json().get("package").asString());
    return body;
  }
}
