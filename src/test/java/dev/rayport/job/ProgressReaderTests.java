package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.job.JobProgress.Source;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressReaderTests {

  private static Optional<JobProgress> after(String... pieces) {
    ProgressReader reader = new ProgressReader();
    for (String piece : pieces) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      reader.feed(bytes, 0, bytes.length);
    }
    return reader.latest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          RAYPORT_PROGRESS {"done": 3, "total": 10, "unit": "epochs"}            ; 3    ; 10   ; epochs ; REPORTED
          (train pid=12) RAYPORT_PROGRESS {"done":0.5,"total":1}                 ; 0.5  ; 1    ; ~~     ; REPORTED
          RAYPORT_PROGRESS {"done": 7}                                           ; 7    ; 0    ; ~~     ; REPORTED
          RAYPORT_PROGRESS {"done": 12, "total": 10} [repeated 2x across cluster]; 10   ; 10   ; ~~     ; REPORTED
          \u001b[36m(f pid=1)\u001b[0m RAYPORT_PROGRESS {"done":1,"total":2}     ; 1    ; 2    ; ~~     ; REPORTED
           45%|████▌     | 45/100 [00:10<00:12,  4.50it/s]                       ; 45   ; 100  ; ~~     ; BAR
          Epoch 1:  10%|█         | 1.2k/12k [00:10<00:12,  4.50rows/s]          ; 1200 ; 12000; rows   ; BAR
          Running Dataset: 50%|█████ | 5.0/10.0 [00:01<00:01, 4 row/s]           ; 5    ; 10   ; row    ; BAR
          12/50 [=====>........................] - ETA: 3s                       ; 12   ; 50   ; ~~     ; BAR
          """)
  void readsWhatJobsWrite(String line, double done, double total, String unit, Source source) {
    assertThat(after(line.replace("\\u001b", "\u001b") + "\n"))
        .contains(new JobProgress(done, total, unit == null ? "" : unit, source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RAYPORT_PROGRESS",
        "RAYPORT_PROGRESS {",
        "RAYPORT_PROGRESS {}",
        "RAYPORT_PROGRESS {\"done\": \"3\"}",
        "RAYPORT_PROGRESS {\"done\": -1, \"total\": 2}",
        "RAYPORT_PROGRESS {\"done\": 1e999}",
        "RAYPORT_PROGRESS {\"done\": 1, \"total\": \"x\"}",
        "RAYPORT_PROGRESS [1, 2]",
        "RAYPORT_PROGRESS see {\"done\": 1}",
        "xRAYPORT {\"done\": 1}",
        "50% of 3/4 is done",
        "2026/11/21 loss 3/4",
        "99%|",
        "",
      })
  void takesNothingElseForProgress(String line) {
    assertThat(after(line + "\n")).isEmpty();
  }

  @Test
  void prefersWhatTheJobReportsToItsBars() {
    assertThat(
            after(
                "10%|█ | 1/10 [00:01<00:09]\n",
                "RAYPORT_PROGRESS {\"done\": 2, \"total\": 4}\n", "90%|█ | 9/10 [00:01<00:09]\n"))
        .contains(new JobProgress(2, 4, "", Source.REPORTED));
  }

  @Test
  void readsBarsThatRedrawTheirLineAndPiecesOfAnySize() {
    String log = "\r 10%|█         | 1/10 [00:01<00:09]\r 20%|██        | 2/10 [00:02<00:08]\r";
    ProgressReader reader = new ProgressReader();
    for (byte one : log.getBytes(StandardCharsets.UTF_8)) {
      reader.feed(new byte[] {one}, 0, 1);
    }
    assertThat(reader.latest()).contains(new JobProgress(2, 10, "", Source.BAR));
  }

  @Test
  void staysSmallAndQuickOnNastyInput() {
    byte[] noise = new byte[4 << 20];
    new Random(7).nextBytes(noise);
    byte[] line = "5%|".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    ProgressReader reader = new ProgressReader();
    long start = System.nanoTime();

    reader.feed(noise, 0, noise.length);
    reader.feed(line, 0, line.length);
    byte[] many = ("5%|" + "x".repeat(390) + "\n").repeat(5_000).getBytes(StandardCharsets.UTF_8);
    reader.feed(many, 0, many.length);

    assertThat(reader.latest()).isEmpty();
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
