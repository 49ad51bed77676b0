package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.ui.LogIndex.Hits;
import dev.rayport.base.ui.LogIndex.Line;
import dev.rayport.base.ui.LogPane.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogIndexTests {

  private final Log log = new Log();
  private final LogIndex index = new LogIndex(log);

  @Test
  void findsAnyLineOfALongLogByItsNumber() {
    IntStream.rangeClosed(1, 10_000).forEach(n -> log.say("line " + n + "\n"));
    readAll();
    assertThat(index.size()).isEqualTo(10_000);
    assertThat(index.lines(7_777, 2))
        .extracting(Line::text)
        .containsExactly("line 7777", "line 7778");
    assertThat(index.lines(9_999, 50)).extracting(Line::number).containsExactly(9_999, 10_000);
    assertThat(index.lines(10_001, 5)).isEmpty();
  }

  @Test
  void readsOnlyWhatIsNew() {
    log.say("one\n");
    readAll();
    long before = log.bytesRead;
    log.say("two\n");
    readAll();
    assertThat(log.bytesRead - before).isEqualTo(4);
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void aLineThatHasNotEndedCountsAndGrows() {
    log.say("a\nhal");
    readAll();
    assertThat(index.lines(2, 1)).extracting(Line::text).containsExactly("hal");
    log.say("f\n");
    readAll();
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.lines(2, 1)).extracting(Line::text).containsExactly("half");
  }

  @Test
  void ofAProgressBarOnlyItsLastStateIsLeft() {
    log.say(" 10%|#\r 20%|##\r100%|##########\nWindows line\r\n");
    readAll();
    assertThat(index.lines(1, 9))
        .extracting(Line::text)
        .containsExactly("100%|##########", "Windows line");
  }

  @Test
  void anEndlessLineIsCutAndSaysSo() {
    log.say("x".repeat(LineCutter.LONGEST + 500) + "\nnext\n");
    readAll();
    assertThat(index.lines(1, 1).getFirst().more()).isEqualTo(500);
    assertThat(index.lines(2, 1)).extracting(Line::text).containsExactly("next");
  }

  @Test
  void aTracebackIsOneErrorUpToTheLineThatNamesIt() {
    log.say(
        """
        fine
        (train pid=7) Traceback (most recent call last):
        (train pid=7)   File "x.py", line 2, in f
        (train pid=7) torch.OutOfMemoryError: CUDA out of memory
        fine again
        2026-11-21 09:00:00,000 WARNING loader.py:3 -- slow
        """);
    readAll();
    assertThat(index.lines(1, 9))
        .extracting(Line::severity)
        .containsExactly(
            LogSeverity.NONE,
            LogSeverity.ERROR,
            LogSeverity.ERROR,
            LogSeverity.ERROR,
            LogSeverity.NONE,
            LogSeverity.WARNING);
    assertThat(index.firstError()).isEqualTo(2);
    assertThat(index.errors()).isEqualTo(3);
    assertThat(index.warnings()).isEqualTo(1);
  }

  @Test
  void severityIsTheSameWhereverReadingBegins() {
    log.say(
        "Traceback (most recent call last):\n" + "  frame\n".repeat(280) + "ValueError: x\nok\n");
    readAll();
    assertThat(index.lines(LogIndex.STRIDE + 1, 1).getFirst().severity())
        .isEqualTo(LogSeverity.ERROR);
    assertThat(index.lines(283, 1).getFirst().severity()).isEqualTo(LogSeverity.NONE);
  }

  @Test
  void searchIgnoresCaseAndColoursAndCountsBeyondItsLimit() {
    log.say("\u001b[31mOut\u001b[0m of memory\nno\nout OF memory\nout of memory\n");
    readAll();
    assertThat(index.search("out of memory", 2)).isEqualTo(new Hits(java.util.List.of(1, 3), 3));
  }

  @Test
  void saysWhenItIsComplete() {
    log.say("end\n");
    readAll();
    assertThat(index.complete()).isFalse();
    log.complete = true;
    readAll();
    assertThat(index.complete()).isTrue();
  }

  private void readAll() {
    while (index.advance()) {}
  }

  /** A log in memory. */
  private static final class Log implements LogPane.Source {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete;
    private long bytesRead;

    void say(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Piece read(long from, int limit) {
      byte[] all = bytes.toByteArray();
      int start = (int) Math.min(from, all.length);
      byte[] piece = Arrays.copyOfRange(all, start, Math.min(all.length, start + limit));
      bytesRead += piece.length;
      return new Piece(piece, all.length, complete);
    }

    @Override
    public Subscription follow(Runnable grown) {
      return () -> {};
    }
  }
}
