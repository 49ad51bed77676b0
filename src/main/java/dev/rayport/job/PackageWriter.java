package dev.rayport.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes the same zip for the same content, whoever packed it, whenever and with what. */
final class PackageWriter {

  private static final LocalDateTime SAME_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);
  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;
  private static final int FOLDER = 0040755;

  private PackageWriter() {}

  static void write(PackageArchive archive, List<PackageFile> sorted, Path target)
      throws IOException {
    Instant time = SAME_TIME.atZone(ZoneId.systemDefault()).toInstant();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(target)) {
      for (PackageFile file : sorted) {
        ZipArchiveEntry entry =
            new ZipArchiveEntry(file.folder() ? file.path() + "/" : file.path());
        entry.setUnixMode(file.folder() ? FOLDER : file.executable() ? PROGRAM : FILE);
        entry.setTime(time.toEpochMilli());
        zip.putArchiveEntry(entry);
        if (!file.folder()) {
          try (InputStream in = archive.open(file)) {
            in.transferTo(zip);
          }
        }
        zip.closeArchiveEntry();
      }
    }
  }

  /** Hex SHA-256 of a file. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
