package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes, guards and removes directories. */
final class Directories {

  static final String PRIVATE = "rwx------";
  static final String PASSABLE = "rwx--x--x";
  private static final String WITH_GROUP = "rwxrwx---";

  private Directories() {}

  /** Makes it and its parents; its own permissions are set in any case. */
  static Path make(Path dir, String permissions) {
    try {
      Files.createDirectories(dir);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(permissions));
      return dir;
    } catch (IOException e) {
      throw new BackendException("%s cannot be made (%s).".formatted(dir, e.getMessage()), e);
    }
  }

  /** Refuses a directory that somebody else put there first, as can happen below {@code /tmp}. */
  static void checkOwn(Path dir) {
    try {
      String owner = Files.getOwner(dir, LinkOption.NOFOLLOW_LINKS).getName();
      if (!owner.equals(System.getProperty("user.name"))) {
        throw new BackendException(
            "%s belongs to %s; set rayport.local.temp-dir to another.".formatted(dir, owner));
      }
    } catch (IOException e) {
      throw new BackendException("%s cannot be read.".formatted(dir), e);
    }
  }

  /**
   * Makes a directory that belongs to an account alone, or leaves the one that is there. Never
   * follows a link: the account owns what lies above and may have put one there, by which the
   * portal's rights would give away something else.
   */
  static void makeFor(RunAccount account, Path dir) {
    try {
      if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
      }
      if (account.ownsNothingOfThePortal()) {
        var names = dir.getFileSystem().getUserPrincipalLookupService();
        Files.getFileAttributeView(dir, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setOwner(names.lookupPrincipalByName(account.name()));
      }
    } catch (IOException e) {
      throw new BackendException(
          "%s cannot be made for Ray's account (%s).".formatted(dir, e.getMessage()), e);
    }
  }

  /**
   * Makes a directory of the portal's own that an account works in, and nobody else may enter. Ray
   * opens its directory to everybody, which it can do only to one that its account owns.
   */
  static void makeClosedAround(RunAccount account, Path dir) {
    if (Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!account.ownsNothingOfThePortal()) {
      makeFor(account, dir);
      return;
    }
    try {
      Files.createDirectory(
          dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
      Files.setAttribute(dir, "unix:gid", account.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(WITH_GROUP));
    } catch (IOException e) {
      throw new BackendException(
          "%s cannot be made for Ray's account (%s).".formatted(dir, e.getMessage()), e);
    }
  }

  /** Takes all rights of others from what lies in a directory, except some children. */
  static void closeToOthers(Path dir, Set<Path> except) {
    for (Path child : children(dir)) {
      if (except.contains(child) || Files.isSymbolicLink(child)) {
        continue;
      }
      try {
        Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(child));
        rights.removeIf(right -> !right.name().startsWith("OWNER"));
        Files.setPosixFilePermissions(child, rights);
      } catch (IOException e) {
        throw new BackendException("%s cannot be closed to others.".formatted(child), e);
      }
    }
  }

  static List<Path> children(Path dir) {
    if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
      entries.forEach(children::add);
    } catch (IOException e) {
      throw new BackendException("%s cannot be read.".formatted(dir), e);
    }
    return children;
  }

  /**
   * Removes a tree without following links.
   *
   * @return whether nothing is left
   */
  static boolean remove(Path dir) {
    if (!Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      Files.walkFileTree(dir, new Removal());
      return true;
    } catch (IOException e) {
      // Something still writes there; the caller tries again.
      return false;
    }
  }

  // A job may leave directories that even their owner cannot write to.
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(PRIVATE));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(PRIVATE));
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path dir, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      Files.deleteIfExists(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
