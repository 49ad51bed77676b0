package dev.rayport.backend.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that each cluster has from before its first process until after its last. Written in one
 * stroke, so that a crash leaves the old content or the new.
 */
final class ClusterFiles {

  private static final Logger log = LoggerFactory.getLogger(ClusterFiles.class);
  private static final String NAME = "cluster.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          // Clusters saved earlier lack what specs of today can say.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final LocalHome home;

  ClusterFiles(LocalHome home) {
    this.home = home;
  }

  void save(SavedCluster cluster) {
    Path dir = home.notes(cluster.key());
    try {
      Path draft = dir.resolve(NAME + ".new");
      Files.write(draft, JSON.writeValueAsBytes(cluster));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, dir.resolve(NAME), ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BackendException(
          "The state of cluster %s cannot be written to %s (%s)."
              .formatted(cluster.key().name(), dir, e.getMessage()),
          e);
    }
  }

  void make(ClusterKey key) {
    Directories.make(home.notes(key), Directories.PRIVATE);
  }

  /** What a directory below {@link LocalHome#notes()} says; empty when it is no whole cluster. */
  static Optional<SavedCluster> load(Path dir) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(dir.resolve(NAME)), SavedCluster.class));
    } catch (IOException | JacksonException e) {
      log.warn("{} holds no readable cluster: {}", dir, e.getMessage());
      return Optional.empty();
    }
  }
}
