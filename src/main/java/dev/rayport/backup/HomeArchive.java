package dev.rayport.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gzipped tar: {@code rayport-backup.json} first, {@code checksums} last, between them files by
 * their paths in the home. What {@code scripts/client/backup.py} writes and reads, too.
 */
final class HomeArchive implements AutoCloseable {

  /** What of a home is kept, besides the database. */
  static final List<String> KEPT =
      List.of("secret.key", "initial-admin.json", "home.id", "config", "packages", "logs");

  private static final int FORMAT = 1;
  private static final int PIECE = 1 << 16;
  private static final int FILE = 0600;
  private final TarArchiveOutputStream tar;
  private final StringBuilder checksums = new StringBuilder();

  HomeArchive(OutputStream out) throws IOException {
    GzipParameters fast = new GzipParameters();
    fast.setCompressionLevel(Deflater.BEST_SPEED);
    tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(out, fast), StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  void begin(Map<String, String> facts) throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("format", FORMAT);
    head.put("made", Instant.now().toString());
    head.putAll(facts);
    add("rayport-backup.json", JsonMapper.shared().writeValueAsBytes(head));
  }

  /**
   * @param copy as H2 packs it
   */
  void addDatabase(Path copy) throws IOException {
    // A stream does not know how large an entry is, and a tar wants to know first.
    Path unpacked = Files.createTempFile(copy.getParent(), "backup-", ".zip");
    try {
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy));
          OutputStream file = Files.newOutputStream(unpacked)) {
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(".mv.db")) {
            zip.transferTo(file);
          }
        }
      }
      add("db/rayport.mv.db", unpacked);
    } finally {
      Files.delete(unpacked);
    }
  }

  void addHome(Path home) throws IOException {
    for (String name : KEPT) {
      if (Files.exists(home.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        addAll(home, home.resolve(name));
      }
    }
  }

  private void addAll(Path home, Path from) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            if (is.isRegularFile()) {
              add(home.relativize(file).toString(), file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }
        });
  }

  /** As long as it is now: logs grow while they are read. */
  private void add(String name, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      add(name, content, Files.size(file));
    } catch (NoSuchFileException removedMeanwhile) {
      return;
    }
  }

  private void add(String name, byte[] content) throws IOException {
    add(name, new java.io.ByteArrayInputStream(content), content.length);
  }

  private void add(String name, InputStream content, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(FILE);
    entry.setModTime(System.currentTimeMillis());
    tar.putArchiveEntry(entry);
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    for (long left = size; left > 0; ) {
      int read = content.read(piece, 0, (int) Math.min(left, PIECE));
      if (read < 0) {
        // It was cut while it was read.
        java.util.Arrays.fill(piece, (byte) 0);
        read = (int) Math.min(left, PIECE);
      }
      tar.write(piece, 0, read);
      digest.update(piece, 0, read);
      left -= read;
    }
    tar.closeArchiveEntry();
    checksums
        .append(HexFormat.of().formatHex(digest.digest()))
        .append("  ")
        .append(size)
        .append("  ")
        .append(name)
        .append('\n');
  }

  /** Without it an archive is no archive. */
  void end() throws IOException {
    byte[] all = checksums.toString().getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("checksums");
    entry.setSize(all.length);
    entry.setMode(FILE);
    tar.putArchiveEntry(entry);
    tar.write(all);
    tar.closeArchiveEntry();
    tar.finish();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
