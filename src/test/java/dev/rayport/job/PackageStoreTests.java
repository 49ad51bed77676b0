package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PackageStoreTests {

  private static final JobProperties.Uploads LIMITS =
      new JobProperties.Uploads(
          DataSize.ofMegabytes(100),
          DataSize.ofGigabytes(2),
          100_000,
          200,
          DataSize.ofMegabytes(100),
          4);

  @TempDir Path home;
  private PackageStore store;

  @BeforeEach
  void open() throws IOException {
    store = store(LIMITS);
  }

  private PackageStore store(JobProperties.Uploads limits) throws IOException {
    return new PackageStore(
        new RayportProperties(home, "local", ""), new JobProperties(Set.of(), limits));
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

  private interface Filler<T> {
    void fill(T archive) throws IOException;
  }

  private static byte[] zip(Filler<ZipOutputStream> filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      filler.fill(zip);
    }
    return bytes.toByteArray();
  }

  private static byte[] zipOf(String... paths) throws IOException {
    return zip(zip -> put(zip, paths));
  }

  private static void put(ZipOutputStream zip, String... paths) throws IOException {
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

  private static byte[] tar(Filler<TarArchiveOutputStream> filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      filler.fill(tar);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String path, int mode, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private StoredPackage keep(byte[] archive) throws IOException {
    return store.keep("research", new ByteArrayInputStream(archive));
  }

  private List<String> kept(StoredPackage stored) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(store.file("research", stored.hash())).get()) {
      return Collections.list(zip.getEntries()).stream().map(ZipArchiveEntry::getName).toList();
    }
  }

  private void refused(byte[] archive, String code) {
    assertThatThrownBy(() -> keep(archive))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    assertThat(home.resolve("packages/research")).doesNotExist();
  }

  @Test
  void storesByContentSoThatTheSameFilesAreOnePackage() throws IOException {
    StoredPackage first = keep(zipOf("main.py", "lib/a.py"));
    StoredPackage other =
        keep(
            tar(tar -> {
              put(tar, "./lib/a.py", 0644, "content of a.py".getBytes(StandardCharsets.UTF_8));
              put(tar, "./main.py", 0644, "content of main.py".getBytes(StandardCharsets.UTF_8));
            }));

    assertThat(first.hash()).matches("sha256:[0-9a-f]{64}").isEqualTo(other.hash());
    assertThat(first.files()).isEqualTo(2);
    assertThat(kept(first)).containsExactly("lib/a.py", "main.py");
    Path file = store.file("research", first.hash());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.size(file)).isEqualTo(first.bytes());
  }

  @Test
  void leavesOutWhatIgnoreFilesAndRayLeaveOut() throws IOException {
    byte[] archive =
        zip(zip -> {
          put(zip, "main.py", "data/big.bin", "data/keep.bin", "out/log.txt", "sub/x.tmp");
          put(zip, "sub/y.py", "x.tmp", ".git/config", "a/__pycache__/b.pyc", "venv/bin/python");
          put(zip, "deep/secret/token");
          ignore(zip, ".gitignore", "data/*\n!data/keep.bin\nout/\n");
          ignore(zip, "sub/.gitignore", "*.tmp\n");
          ignore(zip, ".rayignore", "secret\n");
        });

    StoredPackage stored = keep(archive);

    assertThat(kept(stored))
        .containsExactly(
            ".gitignore",
            ".rayignore",
            "data/keep.bin",
            "main.py",
            "sub/.gitignore",
            "sub/y.py",
            "x.tmp");
    assertThat(stored.ignored()).isEqualTo(7);
  }

  private static void ignore(ZipOutputStream zip, String path, String rules) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(rules.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void takesTheContentOfASingleTopFolder() throws IOException {
    assertThat(kept(keep(zipOf("project/", "project/main.py", "project/lib/a.py", "__MACOSX/._x"))))
        .containsExactly("lib/a.py", "main.py");
  }

  @Test
  void keepsFoldersThatStandBesideEachOther() throws IOException {
    assertThat(kept(keep(zipOf("a/main.py", "b/main.py", "empty/"))))
        .containsExactly("a/main.py", "b/main.py", "empty/");
  }

  @Test
  void keepsWhatMayBeExecuted() throws IOException {
    StoredPackage stored =
        keep(
            tar(tar -> {
              put(tar, "run.sh", 0755, new byte[] {1});
              put(tar, "main.py", 0600, new byte[] {2});
            }));
    try (ZipFile zip = ZipFile.builder().setPath(store.file("research", stored.hash())).get()) {
      assertThat(zip.getEntry("run.sh").getUnixMode() & 0777).isEqualTo(0755);
      assertThat(zip.getEntry("main.py").getUnixMode() & 0777).isEqualTo(0644);
    }
  }

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

    Instant start = Instant.now();
    refused(bomb, "package-ratio");
    refused(tarBomb, "package-ratio");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
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
    Instant start = Instant.now();
    refused(bytes.toByteArray(), "package-too-many-entries");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
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
