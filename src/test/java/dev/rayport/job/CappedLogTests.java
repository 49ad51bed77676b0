package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedLogTests {

  private static final CappedLog.Limits LIMITS = new CappedLog.Limits(4 << 20);

  @TempDir Path folder;

  @Test
  void aShortLogIsKeptAsItIs() throws IOException {
    feed(0, 100);
    finish();
    assertThat(stored()).isEqualTo(text(0, 100));
  }

  @Test
  void ofALongLogBeginningAndEndAreKeptWithANoteOfWhatIsLeftOut() throws IOException {
    int lines = 1_000_000;
    feed(0, lines);
    assertThat(stored()).contains("follows when the job has ended").hasSizeLessThan(2_200_000);
    finish();

    String log = stored();
    assertThat(log).hasSizeLessThan(4_300_000).startsWith("line 0\nline 1\n");
    assertThat(log).endsWith("line 999999\n").contains("bytes are left out here.");
    long whole = text(0, lines).length();
    String number = log.replaceFirst("(?s).*\\[Rayport\\] ([0-9,]+) bytes are left out.*", "$1");
    long notes =
        log.lines()
            .filter(line -> line.startsWith("[Rayport]"))
            .mapToLong(l -> l.length() + 2)
            .sum();
    assertThat(Long.parseLong(number.replace(",", ""))).isEqualTo(whole - (log.length() - notes));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    finish();
    assertThat(stored()).isEqualTo(log);
  }

  @Test
  void aLogThatIsFollowedAnewGoesOnWhereItWas() throws IOException {
    feed(0, 400_000);
    feed(0, 600_000);
    feed(0, 5);
    feed(0, 600_000);
    finish();
    assertThat(stored()).endsWith("line 599999\n");
    assertThat(stored().split("follows when the job has ended", -1)).hasSize(2);
  }

  @Test
  void aLogThatBecameShorterIsPassedOverUntilItIsLonger() throws IOException {
    feed(0, 100);
    feed(0, 10);
    feed(0, 101);
    assertThat(stored()).isEqualTo(text(0, 101));
  }

  @Test
  void whatComesAfterItWasClosedBeginsNoNewEnd() throws IOException {
    CappedLog log = new CappedLog(folder.resolve("driver.log"), LIMITS);
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 3; i++) {
      log.accept(piece);
    }
    log.close();
    finish();

    assertThatThrownBy(() -> log.accept(piece)).isInstanceOf(ClosedChannelException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("driver.log"));
    }
  }

  private void feed(int from, int to) throws IOException {
    try (CappedLog log = new CappedLog(folder.resolve("driver.log"), LIMITS)) {
      for (int line = from; line < to; line += 1000) {
        log.accept(text(line, Math.min(to, line + 1000)).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void finish() throws IOException {
    CappedLog.finish(folder.resolve("driver.log"), LIMITS);
  }

  private String stored() throws IOException {
    return Files.readString(folder.resolve("driver.log"));
  }

  private static String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append("line ").append(i).append('\n');
    }
    return text.toString();
  }
}
