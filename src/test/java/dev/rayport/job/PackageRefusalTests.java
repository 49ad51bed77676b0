package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageRefusalTests extends PackageWorld {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x",
        "a/../../x",
        "..",
        "/etc/passwd",
        "C:/x",
        "a\\..\\x",
        "a\u0000b",
        "a\nb"
      })
  void refusesNamesThatClimbOut(String name) throws IOException {
    refused(zipOf("main.py", name), "package-entry-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a/../../x", "/etc/passwd", "a\\..\\x"})
  void refusesNamesThatClimbOutOfATar(String name) throws IOException {
    refused(tar(tar -> put(tar, name, 0644, new byte[1])), "package-entry-refused");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws IOException {
    refused(zipOf("a.py", "./a.py"), "package-entry-refused");
    refused(zipOf("a", "a/b/c"), "package-entry-refused");
  }

  @Test
  void refusesLinksAndDevicesInATar() throws IOException {
    for (byte type :
        List.of(
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_FIFO)) {
      refused(
          tar(tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("x", type);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
          }),
          "package-entry-refused");
    }
  }

  @Test
  void refusesALinkInAZip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("link");
      entry.setUnixMode(0120777);
      zip.putArchiveEntry(entry);
      zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    refused(bytes.toByteArray(), "package-entry-refused");
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    refused("print('hello')".getBytes(StandardCharsets.UTF_8), "not-an-archive");
    refused(new byte[0], "not-an-archive");
    byte[] whole = zipOf("main.py", "other.py");
    refused(java.util.Arrays.copyOf(whole, whole.length / 2), "not-an-archive");
    byte[] tar = tar(t -> put(t, "main.py", 0644, new byte[5000]));
    refused(java.util.Arrays.copyOf(tar, tar.length / 2), "not-an-archive");
  }

  @Test
  void refusesAnArchiveOfWhichNothingIsLeft() throws IOException {
    refused(zipOf("a/", "b/"), "package-empty");
    refused(zipOf(".git/config", "venv/x"), "package-empty");
  }

  @Test
  void refusesABombQuickly() throws IOException {
    byte[] zeros = new byte[1 << 20];
    byte[] bomb =
        zip(zip -> {
          for (int i = 0; i < 300; i++) {
            zip.putNextEntry(new ZipEntry("f" + i));
            zip.write(zeros);
            zip.closeEntry();
          }
        });
    byte[] tarBomb = tar(tar -> put(tar, "big", 0644, new byte[300 << 20]));

    assertThat(
            work(() -> {
              refused(bomb, "package-ratio");
              refused(tarBomb, "package-ratio");
            }))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void refusesWhatGrowsAHundredfoldAndMoreFilesThanAnyoneWrites() throws IOException {
    byte[] zeros = new byte[16 << 20];
    refused(
        zip(zip -> {
          zip.putNextEntry(new ZipEntry("zeros"));
          zip.write(zeros);
          zip.closeEntry();
        }),
        "package-ratio");
    refused(
        zip(zip -> {
          for (int i = 0; i <= 20_000; i++) {
            put(zip, "f" + i);
          }
        }),
        "package-too-many-entries");
  }

  @Test
  void refusesAMillionEmptyEntriesQuickly() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (int i = 0; i < 1_000_000; i++) {
        ZipEntry entry = new ZipEntry("f" + i);
        entry.setSize(0);
        entry.setCrc(0);
        zip.putNextEntry(entry);
      }
    }
    assertThat(work(() -> refused(bytes.toByteArray(), "package-too-many-entries")))
        .isLessThan(Duration.ofSeconds(3));
  }

  /** How long this thread computes, whatever else the machine does meanwhile. */
  private static Duration work(Runnable action) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    action.run();
    return Duration.ofNanos(thread.getCurrentThreadCpuTime() - start);
  }

  @Test
  void readsNoFurtherThanTheLimit() {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            read[0] += length;
            return length;
          }
        };
    assertThatThrownBy(() -> store.keep("research", endless))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    assertThat(read[0]).isLessThan(101L << 20);
  }

  @Test
  void refusesAnIgnoreFileThatNobodyWrote() throws IOException {
    refused(
        zip(zip -> {
          put(zip, "main.py");
          ignore(zip, ".gitignore", "x\n".repeat(100_000));
        }),
        "package-entry-refused");
  }

  @Test
  void survivesALieAboutTheNumberOfEntries() throws IOException {
    byte[] archive = zipOf("main.py");
    archive[archive.length - 12] = 0;
    archive[archive.length - 11] = 0;
    assertThat(keep(archive).files()).isEqualTo(1);
  }
}
