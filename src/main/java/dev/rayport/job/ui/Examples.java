package dev.rayport.job.ui;

import dev.rayport.job.JobResources;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import dev.rayport.job.SubmitJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The working directories of {@code examples/}, packed into the application. */
@Component
class Examples {

  private static final String FOLDER = "classpath:examples/";
  private static final JsonMapper JSON = new JsonMapper();

  private final PathMatchingResourcePatternResolver resources =
      new PathMatchingResourcePatternResolver();
  private final PackageService packages;
  private final List<Example> all;

  Examples(PackageService packages) {
    this.packages = packages;
    all =
        Stream.of(find(FOLDER + "*/job.json"))
            .map(job -> example(folderOf(job)))
            .sorted(Comparator.comparing(Example::folder))
            .toList();
  }

  /**
   * @param title what it shows, in a few words
   */
  record Example(String folder, String title) {}

  /** An example ready to submit: everything but where it runs. */
  record Prepared(SubmitJob job, StoredPackage workingDirectory) {}

  /** The parts of {@code POST /jobs} that examples use. */
  private record Body(
      String name,
      String entrypoint,
      Optional<Map<String, Object>> runtimeEnv,
      Optional<Map<String, String>> metadata,
      Optional<String> timeout,
      Optional<Integer> retries) {

    @Override
    public String toString() {
      return "Body[%s]".formatted(name);
    }
  }

  List<Example> list() {
    return all;
  }

  Optional<Example> named(String folder) {
    return all.stream().filter(example -> example.folder().equals(folder)).findFirst();
  }

  /** Stores the example's files as the user's working directory. */
  Prepared prepare(Example example) {
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip(example)));
    Body body = JSON.readValue(read(file(example, "job.json")), Body.class);
    return new Prepared(
        new SubmitJob(
            body.name(),
            Optional.empty(),
            Optional.empty(),
            body.entrypoint(),
            Optional.of(stored.hash()),
            body.runtimeEnv().orElse(Map.of()),
            JobResources.none(),
            body.metadata().orElse(Map.of()),
            body.timeout().map(Duration::parse),
            body.retries().orElse(0)),
        stored);
  }

  private Example example(String folder) {
    Resource readme = resources.getResource(FOLDER + folder + "/README.md");
    String heading =
        new String(read(readme), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    return new Example(folder, heading.replaceFirst("^#\\s*", ""));
  }

  private byte[] zip(Example example) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Resource file : find(FOLDER + example.folder() + "/**")) {
        if (file.isReadable() && !String.valueOf(file.getFilename()).isEmpty()) {
          zip.putNextEntry(new ZipEntry(pathIn(example, file)));
          zip.write(read(file));
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Resource file(Example example, String name) {
    return resources.getResource(FOLDER + example.folder() + "/" + name);
  }

  private static String folderOf(Resource job) {
    String[] parts = url(job).split("/");
    return parts[parts.length - 2];
  }

  private static String pathIn(Example example, Resource file) {
    String url = url(file);
    String folder = "examples/" + example.folder() + "/";
    return url.substring(url.lastIndexOf(folder) + folder.length());
  }

  private static String url(Resource resource) {
    try {
      return resource.getURL().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Resource[] find(String pattern) {
    try {
      return resources.getResources(pattern);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
