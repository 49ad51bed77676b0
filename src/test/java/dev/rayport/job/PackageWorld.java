package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import dev.rayport.base.Replica;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A package store in an empty home, and archives of all sorts. */
abstract class PackageWorld {

  @TempDir Path home;
  PackageStore store;

  @BeforeEach
  void open() throws IOException {
    store = store(properties("1MB"));
  }

  static JobProperties properties(String minFree) {
    Map<String, String> set = Map.of("rayport.job.uploads.min-free", minFree);
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("rayport.job", JobProperties.class);
  }

  PackageStore store(JobProperties properties) throws IOException {
    return new PackageStore(
        new RayportProperties(home, "local", "", false), properties, Replica.alone());
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    Path incoming = home.resolve("packages/.incoming");
    if (Files.exists(incoming)) {
      try (Stream<Path> left = Files.list(incoming)) {
        assertThat(left).isEmpty();
      }
    }
  }

  interface Filler<T> {
    void fill(T archive) throws IOException;
  }

  static byte[] zip(Filler<ZipOutputStream> filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      filler.fill(zip);
    }
    return bytes.toByteArray();
  }

  static byte[] zipOf(String... paths) throws IOException {
    return zip(zip -> put(zip, paths));
  }

  static void put(ZipOutputStream zip, String... paths) throws IOException {
    for (String path : paths) {
      zip.putNextEntry(new ZipEntry(path));
      if (!path.endsWith("/")) {
        zip.write(
            ("content of " + path.substring(path.lastIndexOf('/') + 1))
                .getBytes(StandardCharsets.UTF_8));
      }
      zip.closeEntry();
    }
  }

  static byte[] tar(Filler<TarArchiveOutputStream> filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      filler.fill(tar);
    }
    return bytes.toByteArray();
  }

  static void put(TarArchiveOutputStream tar, String path, int mode, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  StoredPackage keep(byte[] archive) throws IOException {
    return store.keep("research", new ByteArrayInputStream(archive));
  }

  List<String> kept(StoredPackage stored) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(store.file("research", stored.hash())).get()) {
      return Collections.list(zip.getEntries()).stream().map(ZipArchiveEntry::getName).toList();
    }
  }

  void refused(byte[] archive, String code) {
    assertThatThrownBy(() -> keep(archive))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    assertThat(home.resolve("packages/research")).doesNotExist();
  }

  static void ignore(ZipOutputStream zip, String path, String rules) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(rules.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
