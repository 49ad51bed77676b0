package dev.rayport.base;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** Files and folders that only the portal's own account can read, from their first byte on. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Puts the bytes there at once: a reader sees the old file or the whole new one. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(FILE));
    try {
      Files.write(draft, bytes);
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Puts the bytes there unless somebody was faster, and gives what is there then: of many that do
   * it at once, also on other machines, all get the same.
   */
  public static byte[] once(Path file, Supplier<byte[]> fresh) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              file.getFileName().toString(),
              ".new",
              PosixFilePermissions.asFileAttribute(FILE));
      try {
        Files.write(draft, fresh.get());
        link(file, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
    return Files.readAllBytes(file);
  }

  /** A link is made only where nothing is; some network disks have none, and are for one only. */
  private static void link(Path file, Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException faster) {
      return;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.move(draft, file, ATOMIC_MOVE);
    }
  }

  /** Makes the folder, or takes others' rights to it away. */
  public static void folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, FOLDER);
  }
}
