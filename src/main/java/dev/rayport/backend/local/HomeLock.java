package dev.rayport.backend.local;

import dev.rayport.base.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second portal off the processes of the first, which it would adopt and end with itself.
 * The system gives it up with the process, however that ends.
 */
final class HomeLock implements AutoCloseable {

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param home the portal's
   * @throws CannotStart while another portal has it
   */
  static HomeLock take(Path home) {
    Directories.make(home, Directories.PASSABLE);
    Path file = home.resolve("portal.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CannotStart(
            "Another portal runs with %s already, and clusters of this machine belong to one."
                .formatted(home),
            "End that one, or give this one a RAYPORT_HOME of its own.");
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new CannotStart(
          "%s cannot be locked (%s).".formatted(file, e.getMessage()),
          "Choose a RAYPORT_HOME on a file system of this machine.");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
