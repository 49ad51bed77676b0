package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.local.ProcessTable.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTests {

  @TempDir private Path dir;

  @Test
  void readsAProcessWhoseNameHoldsBrackets() {
    assertThat(Stat.parse("42 (ray::f (x)) S 1 7 40 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 98765 1 2"))
        .isEqualTo(new Stat('S', 40, 98765));
    assertThat(new Stat('Z', 1, 1).living()).isFalse();
  }

  @Test
  void aProcessBelongsByItsMarkOrByWhereItWorks() throws IOException {
    Path proc = Files.createDirectory(dir.resolve("proc"));
    Path runDir = Files.createDirectory(dir.resolve("r1"));
    process(proc, 10, "A=1\0RAYPORT_RUN_DIR=" + runDir + "\0RAYPORT_NODE=head\0", "/", 10);
    process(proc, 11, "SPT_TITLE=overwritten", runDir.resolve("home").toString(), 10);
    process(proc, 12, "RAYPORT_RUN_DIR=" + runDir + "2\0", "/", 12);
    process(proc, 13, "XRAYPORT_RUN_DIR=" + runDir + "\0", "/", 13);
    ProcessTable table = new ProcessTable(proc);
    assertThat(table.pidsOf(runDir)).containsExactlyInAnyOrder(10L, 11L);
    assertThat(table.pidsOf(runDir, "head")).containsExactly(10L);
    assertThat(table.leaderOf(runDir, "head")).contains(10L);
    assertThat(table.leaderOf(runDir, "small-0")).isEmpty();
  }

  @Test
  void anotherProcessOfTheSamePidIsNotTheSame() {
    ProcessTable table = new ProcessTable();
    long self = ProcessHandle.current().pid();
    long ticks = table.startTicks(self).orElseThrow();
    assertThat(table.isAlive(self, ticks)).isTrue();
    assertThat(table.isAlive(self, ticks - 1)).isFalse();
    assertThat(table.startTicks(Integer.MAX_VALUE)).isEmpty();
  }

  private static void process(Path proc, long pid, String environment, String cwd, long session)
      throws IOException {
    Path process = Files.createDirectory(proc.resolve(Long.toString(pid)));
    Files.writeString(process.resolve("environ"), environment);
    Files.createSymbolicLink(process.resolve("cwd"), Path.of(cwd));
    Files.writeString(
        process.resolve("stat"),
        "%d (x) S 1 7 %d 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 98765 1 2".formatted(pid, session));
  }
}
