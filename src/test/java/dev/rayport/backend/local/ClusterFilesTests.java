package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFilesTests {

  @TempDir private Path dir;

  @Test
  void whatIsSavedIsReadBackWhole() {
    LocalHome home = home();
    ClusterFiles files = new ClusterFiles(home);
    for (SavedCluster cluster :
        new SavedCluster[] {
          SavedClusters.planned(),
          SavedClusters.complete(),
          SavedClusters.complete().failed("why", "code").stopping()
        }) {
      files.make(cluster.key());
      files.save(cluster);
      assertThat(ClusterFiles.load(home.notes(cluster.key()))).contains(cluster);
    }
  }

  @Test
  void theFileIsForThePortalAlone() throws IOException {
    LocalHome home = home();
    SavedCluster cluster = SavedClusters.planned();
    ClusterFiles files = new ClusterFiles(home);
    files.make(cluster.key());
    files.save(cluster);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.notes(cluster.key()))))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsNoWholeClusterIsNone() throws IOException {
    Path broken = Files.createDirectory(dir.resolve("broken"));
    assertThat(ClusterFiles.load(broken)).isEmpty();
    Files.writeString(broken.resolve("cluster.json"), "{\"key\":");
    assertThat(ClusterFiles.load(broken)).isEmpty();
  }

  @Test
  void othersMayPassButNotRead() throws IOException {
    Files.writeString(dir.resolve("secret.key"), "x");
    LocalHome home = home();
    home.prepare();
    assertThat(Files.getPosixFilePermissions(dir))
        .isEqualTo(PosixFilePermissions.fromString("rwx--x--x"));
    assertThat(Files.getPosixFilePermissions(dir.resolve("secret.key")))
        .isSubsetOf(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(home.notes()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aTreeGoesWithWhatJobsLeftUnwritable() throws IOException {
    Path tree = Files.createDirectories(dir.resolve("tree/inner"));
    Files.writeString(tree.resolve("file"), "x");
    Files.createSymbolicLink(tree.resolve("link"), dir);
    Files.setPosixFilePermissions(tree, Set.of());
    while (!Directories.remove(dir.resolve("tree"))) {
      assertThat(tree).exists();
    }
    assertThat(dir).exists();
    assertThat(dir.resolve("tree")).doesNotExist();
  }

  @Test
  void aLinkInPlaceOfAClustersDirectoryIsNotFollowed() throws IOException {
    Path victim = Files.createDirectory(dir.resolve("victim"));
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path link = Files.createSymbolicLink(dir.resolve("home"), victim);
    assertThatThrownBy(() -> Directories.makeFor(RunAccount.portal(), link))
        .isInstanceOf(BackendException.class);
    assertThat(Files.getPosixFilePermissions(victim))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aLongHomeKeepsItsSocketsElsewhere() {
    Path deep = Path.of("/srv/teams/machine-learning/portal/rayport");
    LocalHome home = LocalHome.of(deep, LocalRay.properties(false));
    assertThat(home.runRoot().toString()).startsWith("/tmp/rayport-").hasSizeLessThan(31);
    assertThat(LocalHome.of(Path.of("/var/lib/rayport"), LocalRay.properties(false)).runRoot())
        .isEqualTo(Path.of("/var/lib/rayport/r"));
  }

  private LocalHome home() {
    return LocalHome.of(dir, LocalRay.properties(LocalRay.venv(), false, "", dir.resolve("r")));
  }
}
