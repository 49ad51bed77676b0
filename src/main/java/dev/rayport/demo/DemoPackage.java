package dev.rayport.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ClassPathResource;

/** The working directory of all past jobs; real, so that they can be resubmitted. */
record DemoPackage(byte[] bytes) {

  private static final String MAIN = "main.py";

  static DemoPackage read() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream main = new ClassPathResource("demo/" + MAIN).getInputStream()) {
      ZipEntry entry = new ZipEntry(MAIN);
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
      zip.putNextEntry(entry);
      main.transferTo(zip);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DemoPackage(bytes.toByteArray());
  }

  private String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String hash() {
    return "sha256:" + digest();
  }

  /** Where the job room looks for a tenant's packages. */
  void store(Path home, String tenant) {
    try {
      Path folder = Files.createDirectories(home.resolve("packages").resolve(tenant));
      Path file = Files.write(folder.resolve(digest() + ".zip"), bytes);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
