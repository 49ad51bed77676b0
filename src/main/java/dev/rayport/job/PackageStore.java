package dev.rayport.job;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import dev.rayport.base.Replica;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Packages as files {@code packages/<tenant>/<sha256>.zip}, readable by the portal only. */
@Component
class PackageStore {

  /** A name that no tenant can have. */
  private static final String INCOMING = ".incoming";

  /** Behind the portal whose upload it is. */
  private static final String PART = "-upload-";

  private final Path root;
  private final String mine;
  private final JobProperties.Uploads limits;

  PackageStore(RayportProperties rayport, JobProperties properties, Replica replica)
      throws IOException {
    root = rayport.home().resolve("packages");
    mine = replica.id() + PART;
    limits = properties.uploads();
    deleteIncomingBesides(replica.living());
  }

  /** Uploads of portals that are no more; others that share the directory go on with theirs. */
  private void deleteIncomingBesides(Set<String> living) throws IOException {
    if (!Files.isDirectory(root.resolve(INCOMING))) {
      return;
    }
    List<Path> dead;
    try (Stream<Path> all = Files.list(root.resolve(INCOMING))) {
      dead = all.filter(path -> !living.contains(owner(path))).toList();
    }
    for (Path path : dead) {
      FileSystemUtils.deleteRecursively(path);
    }
  }

  private static String owner(Path upload) {
    return upload.getFileName().toString().replaceFirst(PART + ".*", "");
  }

  /** Where the bytes of a package are. */
  Path file(String tenant, String hash) {
    return root.resolve(tenant).resolve(hash.substring("sha256:".length()) + ".zip");
  }

  /** What of an archive is kept. */
  interface Choice {
    PackageContent of(PackageArchive archive) throws IOException;
  }

  StoredPackage keep(String tenant, InputStream body) throws IOException {
    return keep(tenant, body, PackageContent::of);
  }

  /** Reads, checks, normalises and keeps; whatever happens, only the kept file stays behind. */
  StoredPackage keep(String tenant, InputStream body, Choice choice) throws IOException {
    Path incoming = privateFolder(root.resolve(INCOMING));
    Path work = Files.createTempDirectory(incoming, mine);
    try {
      Path packed = work.resolve("packed");
      receive(body, packed);
      return keep(tenant, packed, work, choice);
    } catch (ZipException | EOFException e) {
      throw PackageArchive.noArchive();
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  private StoredPackage keep(String tenant, Path packed, Path work, Choice choice)
      throws IOException {
    Path normal = work.resolve("normal.zip");
    PackageContent content;
    try (PackageArchive archive =
        PackageArchive.open(packed, work, new PackageLimits(limits, Files.size(packed)))) {
      content = choice.of(archive);
      if (content.files() == 0) {
        throw new Refusal(
            Refusal.Kind.INVALID,
            "package-empty",
            "The archive holds no files, or .gitignore and .rayignore leave all of them out.");
      }
      PackageWriter.write(archive, content.kept(), normal);
    }
    long bytes = Files.size(normal);
    if (bytes > limits.maxPacked().toBytes()) {
      throw tooLarge();
    }
    String hash = "sha256:" + PackageWriter.sha256(normal);
    privateFolder(root.resolve(tenant));
    Files.setPosixFilePermissions(normal, PosixFilePermissions.fromString("rw-------"));
    Files.move(normal, file(tenant, hash), StandardCopyOption.ATOMIC_MOVE);
    return new StoredPackage(hash, bytes, content.files(), content.ignored(), true);
  }

  private void receive(InputStream body, Path packed) throws IOException {
    long left = limits.maxPacked().toBytes();
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(packed)) {
      for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
        left -= count;
        if (left < 0) {
          throw tooLarge();
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new Refusal(
          Refusal.Kind.INVALID, "upload-broken", "The upload broke off; send it again.");
    }
  }

  /** A full disk would take the portal's own files with it. */
  void refuseWithoutRoom() throws IOException {
    Files.createDirectories(root);
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < limits.minFree().toBytes()) {
      throw new Refusal(
          Refusal.Kind.NO_ROOM,
          "disk-full",
          "The portal's disk has only %d MiB left, so it takes no uploads; whoever runs Rayport can make room or set rayport.job.uploads.min-free."
              .formatted(free >> 20));
    }
  }

  /** Leaves alone what is being uploaded again. */
  void deleteOlder(String tenant, String hash, Instant before) throws IOException {
    Path file = file(tenant, hash);
    if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
      Files.deleteIfExists(file);
    }
  }

  Refusal tooLarge() {
    return new Refusal(
        Refusal.Kind.TOO_LARGE,
        "package-too-large",
        "A package may have %d MiB, Ray's own limit. Leave out data in a .rayignore, or put the zip where the cluster can read it and give its address as working_dir."
            .formatted(limits.maxPacked().toMegabytes()));
  }

  boolean has(String tenant, String hash) {
    return Files.exists(file(tenant, hash));
  }

  private static Path privateFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (NoSuchFileException e) {
      Files.createDirectories(folder);
    }
    return folder;
  }
}
