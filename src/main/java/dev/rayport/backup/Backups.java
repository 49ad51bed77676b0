package dev.rayport.backup;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AuditLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Service;

/** Writes everything that lasts into one archive. */
@Service
public class Backups {

  private final Path home;
  private final DatabaseCopy database;
  private final AuditLog audit;
  private final ReentrantLock one = new ReentrantLock();

  Backups(RayportProperties properties, DatabaseCopy database, AuditLog audit) {
    this.home = properties.home();
    this.database = database;
    this.audit = audit;
  }

  /** Where an archive goes once there is one to write. */
  @FunctionalInterface
  public interface Target {
    OutputStream open() throws IOException;
  }

  /**
   * The database as it is at one moment, then the files, which are only added to.
   *
   * @throws Refusal CONFLICT {@code backup-running} while another is written
   */
  @AsAdministrator
  public void write(Target target) {
    if (!one.tryLock()) {
      throw Refusal.conflict(
          "backup-running", "Another backup is being written; try again when it is there.");
    }
    try {
      audit.record("backup.write", "portal", database.words());
      Optional<Path> copy = database.take();
      try (HomeArchive archive = new HomeArchive(target.open())) {
        archive.begin(database.facts());
        if (copy.isPresent()) {
          archive.addDatabase(copy.get());
        }
        archive.addHome(home);
        archive.end();
      } finally {
        database.discard(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The backup cannot be written", e);
    } finally {
      one.unlock();
    }
  }
}
