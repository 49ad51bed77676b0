package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitReasonTests {

  private static final String KILLED_GCS =
      """
      [2026-11-21 13:25:05,439 I 26805 26805] (gcs_server) gcs_server.cc:1134: Metrics exporter
      2026-11-21 13:25:06,492\tERR scripts.py:127 -- ----- END gcs_server.out tail (exit code(s)=-9 (signal 9)) -----
      2026-11-21 13:25:06,492\tERR scripts.py:1312 -- Remaining processes will be killed.
      """;

  @Test
  void namesTheProcessThatWasKilled() {
    assertThat(ExitReason.isEnding(KILLED_GCS)).isTrue();
    assertThat(ExitReason.of("head", KILLED_GCS, Optional.empty()))
        .isEqualTo(
            new ExitReason(
                "The head ended: Ray's gcs_server was killed (signal 9; the system does that when"
                    + " memory runs out).",
                "head-died"));
  }

  @Test
  void readsRaysListToo() {
    String output = "Some Ray subprocesses exited unexpectedly:\n  raylet [exit code=1]\n";
    assertThat(ExitReason.isEnding(output)).isTrue();
    assertThat(ExitReason.of("small-0", output, Optional.empty()).words())
        .isEqualTo("The small-0 ended: Ray's raylet exited with code 1.");
  }

  @Test
  void aPortThatIsTakenIsWorthAnotherTry() {
    String output = "Failed to bind to 127.0.0.1:20001 because it's already occupied.";
    assertThat(ExitReason.portsWereTaken(output)).isTrue();
    assertThat(ExitReason.of("head", output, Optional.empty()).code()).isEqualTo("ports-taken");
  }

  @Test
  void aProcessThatIsGoneIsNamedBeforeRaySaysSo() {
    assertThat(ExitReason.of("head", "Ray runtime started.", Optional.of("gcs_server")).words())
        .isEqualTo("The head ended: Ray's gcs_server is gone.");
  }

  @Test
  void theLastLineOfAGoodStartIsNoReason() {
    String output =
        "Subprocesses exit with SIGTERM will be treated as graceful, thus NOT reported.\n";
    assertThat(ExitReason.of("head", output, Optional.empty()).words())
        .isEqualTo("The head was ended from outside, without an error of its own.");
  }

  @Test
  void silenceMeansKilledFromOutside() {
    assertThat(ExitReason.of("head", "", Optional.empty()).words()).contains("ended from outside");
  }

  @Test
  void readsOnlyTheEndOfALongOutputWithoutColours(@TempDir Path dir) throws IOException {
    Path output = Files.writeString(dir.resolve("head.log"), "x".repeat(100_000) + "\u001B[31mend");
    assertThat(ExitReason.tail(output)).hasSizeLessThan(20_000).endsWith("xend");
    assertThat(ExitReason.tail(dir.resolve("none"))).isEmpty();
  }
}
