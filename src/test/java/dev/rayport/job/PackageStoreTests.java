package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PackageStoreTests extends PackageWorld {

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

  @Test
  void anAlmostFullDiskTakesNoUploads() throws IOException {
    PackageStore full = store(properties("1000000TB"));
    assertThatThrownBy(full::refuseWithoutRoom)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NO_ROOM);
              assertThat(refusal.getMessage()).contains("MiB left");
            });
    store.refuseWithoutRoom();
  }
}
