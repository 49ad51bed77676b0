package dev.rayport.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no whole backup of a portal is put nowhere. */
class HostileArchiveTests {

  private static final String HEAD =
      "{\"format\":1,\"made\":\"2026\",\"schema\":\"1\",\"database\":\"h2\",\"at\":\"x\"}";

  @TempDir private Path folder;

  @Test
  void whatIsNotWholeLeavesNothingBehind() throws Exception {
    Path archive = folder.resolve("whole.tar.gz");
    String log = "x".repeat(100_000);
    packed(archive, HEAD, tar -> put(tar, new TarArchiveEntry("logs/portal.log"), log));
    byte[] whole = Files.readAllBytes(archive);
    refused("empty", List.of("not whole"), file -> Files.write(file, List.of()));
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    refuses(archive, "not whole");
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Files.write(archive, changed);
    refuses(archive, "It ");
  }

  @Test
  void whatIsHostileIsRefused() throws Exception {
    hostile("above", tar -> put(tar, new TarArchiveEntry("../outside"), "x"), "hostile");
    hostile("absolute", tar -> put(tar, entry("/etc/outside"), "x"), "hostile");
    hostile("elsewhere", tar -> put(tar, new TarArchiveEntry("bin/sh"), "x"), "hostile");
    hostile(
        "link",
        tar -> {
          TarArchiveEntry link = new TarArchiveEntry("logs/link", TarConstants.LF_SYMLINK);
          link.setLinkName("/etc");
          tar.putArchiveEntry(link);
          tar.closeArchiveEntry();
        },
        "hostile");
    hostile(
        "hard link",
        tar -> {
          TarArchiveEntry link = new TarArchiveEntry("logs/hard", TarConstants.LF_LINK);
          link.setLinkName("/etc/passwd");
          tar.putArchiveEntry(link);
          tar.closeArchiveEntry();
        },
        "hostile");
    hostile(
        "twice",
        tar -> {
          put(tar, new TarArchiveEntry("secret.key"), "a");
          put(tar, new TarArchiveEntry("secret.key"), "b");
        },
        "hostile");
    hostile(
        "bomb",
        tar -> {
          TarArchiveEntry zeros = new TarArchiveEntry("logs/zeros");
          zeros.setSize(3L << 30);
          tar.putArchiveEntry(zeros);
          tar.write(new byte[1 << 20]);
        },
        "unpacks to more");
    hostile("unlisted", tar -> put(tar, new TarArchiveEntry("secret.key"), "a"), "changed");
    refused(
        "newer",
        List.of("newer Rayport"),
        file -> packed(file, "{\"format\":1,\"schema\":\"9999\",\"database\":\"h2\"}", tar -> {}));
    refused(
        "headless",
        List.of("no backup"),
        file -> packed(file, "{\"format\":1,\"schema\":\"1\",\"database\":\"h2\"}", tar -> {}));
    refused("foreign", List.of("no backup"), file -> packed(file, "{\"name\":\"x\"}", tar -> {}));
  }

  @FunctionalInterface
  private interface Filling {
    void of(TarArchiveOutputStream tar) throws IOException;
  }

  @FunctionalInterface
  private interface Making {
    void of(Path file) throws IOException;
  }

  private void hostile(String name, Filling filling, String word) throws Exception {
    refused(name, List.of(word), file -> packed(file, HEAD, filling));
  }

  private static void packed(Path file, String head, Filling filling) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    try (var gzip = new GzipCompressorOutputStream(out)) {
      TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
      put(tar, new TarArchiveEntry("rayport-backup.json"), head);
      filling.of(tar);
      if (!file.toString().contains("bomb")) {
        put(tar, new TarArchiveEntry("checksums"), "");
        tar.finish();
      }
    }
  }

  private static TarArchiveEntry entry(String absolute) {
    return new TarArchiveEntry(absolute, true);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private void refused(String name, List<String> words, Making making) throws Exception {
    Path file = folder.resolve(name + ".tar.gz");
    making.of(file);
    refuses(file, words.getFirst());
  }

  private void refuses(Path file, String word) throws Exception {
    Path other = folder.resolve("refused");
    Command.Said said = Command.run("restore", file.toString(), "--home", other.toString());
    assertThat(said.code()).as(file + ": " + said.words()).isEqualTo(1);
    assertThat(said.words()).as(file.toString()).contains(word).doesNotContain("Traceback");
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there).noneMatch(path -> path.getFileName().toString().contains("refused"));
    }
  }
}
