package dev.rayport.backup;

import dev.rayport.base.RayportProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The database at one moment, where it is a file of the portal's own. */
@Component
class DatabaseCopy {

  private static final String PREFIX = "backup-";
  private static final String SUFFIX = ".zip";
  private final JdbcTemplate jdbc;
  private final Flyway flyway;
  private final Path folder;

  DatabaseCopy(JdbcTemplate jdbc, Flyway flyway, RayportProperties properties) {
    this.jdbc = jdbc;
    this.flyway = flyway;
    this.folder = properties.home().toAbsolutePath().resolve("db");
  }

  /** H2's own backup of its file, taken while others write; empty for a server's database. */
  Optional<Path> take() throws IOException {
    removeLeftovers();
    if (!isFile()) {
      return Optional.empty();
    }
    Path copy = folder.resolve(PREFIX + System.nanoTime() + SUFFIX);
    jdbc.execute("backup to '%s'".formatted(copy.toString().replace("'", "''")));
    return Optional.of(copy);
  }

  void discard(Optional<Path> copy) throws IOException {
    if (copy.isPresent()) {
      Files.deleteIfExists(copy.get());
    }
  }

  /** Of a portal that was killed while it made one. */
  private void removeLeftovers() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old =
          files
              .filter(file -> file.getFileName().toString().startsWith(PREFIX))
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .toList();
    }
    for (Path file : old) {
      Files.delete(file);
    }
  }

  /** What an archive says of the database. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("database", isFile() ? "h2" : "elsewhere");
    facts.put("at", isFile() ? "db/rayport.mv.db" : url().replaceFirst("[?;].*", ""));
    MigrationInfo current = flyway.info().current();
    facts.put("schema", current == null ? "0" : String.valueOf(current.getVersion()));
    return facts;
  }

  String words() {
    return isFile() ? "with the database" : "without the database, which is elsewhere";
  }

  private boolean isFile() {
    return url().startsWith("jdbc:h2:file:");
  }

  private String url() {
    ConnectionCallback<String> address = connection -> connection.getMetaData().getURL();
    return Objects.requireNonNull(jdbc.execute(address));
  }
}
