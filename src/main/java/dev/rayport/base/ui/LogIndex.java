package dev.rayport.base.ui;

import dev.rayport.base.ui.LineCutter.Cut;
import dev.rayport.base.ui.LogPane.Piece;
import dev.rayport.base.ui.LogPane.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * Where the lines of a growing log are. Reads each byte once to count lines and to note errors and
 * warnings; keeps the offset of every 256th line, and no text.
 */
final class LogIndex {

  static final int STRIDE = 256;
  private static final int PIECE = 256 * 1024;
  private final Source source;
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final LineCutter cutter = new LineCutter();
  private final BitSet errors = new BitSet();
  private final BitSet warnings = new BitSet();
  private LogSeverity.Reader severity = new LogSeverity.Reader(false);
  private long scanned;
  private int finished;
  private boolean complete;

  /** Where a line begins, and whether that is inside a traceback. */
  private record Checkpoint(long offset, boolean inTraceback) {}

  /**
   * @param number from 1
   * @param more bytes that were left out at its end
   */
  record Line(int number, String text, LogSeverity severity, long more) {}

  /**
   * @param total how often the text occurs in lines; {@code lines} holds at most the first ones
   */
  record Hits(List<Integer> lines, int total) {}

  LogIndex(Source source) {
    this.source = source;
    checkpoints.add(new Checkpoint(0, false));
  }

  /**
   * Reads one piece of what is new.
   *
   * @return whether more may be there already
   */
  synchronized boolean advance() {
    Piece piece = source.read(scanned, PIECE);
    cutter.accept(piece.bytes(), scanned, this::finish);
    scanned += piece.bytes().length;
    complete = piece.complete() && scanned >= piece.size();
    return piece.bytes().length > 0 && scanned < piece.size();
  }

  private void finish(Cut line, long end) {
    note(finished, severity.next(AnsiText.plain(line.text())));
    finished++;
    if (finished % STRIDE == 0) {
      checkpoints.add(new Checkpoint(end, severity.inTraceback()));
    }
  }

  private void note(int line, LogSeverity found) {
    if (found == LogSeverity.ERROR) {
      errors.set(line);
    } else if (found == LogSeverity.WARNING) {
      warnings.set(line);
    }
  }

  /** Lines so far; one that has not ended yet counts. */
  synchronized int size() {
    return finished + (cutter.hasRest() ? 1 : 0);
  }

  synchronized boolean complete() {
    return complete;
  }

  synchronized int errors() {
    return errors.cardinality();
  }

  synchronized int warnings() {
    return warnings.cardinality();
  }

  /** Number of the first error's line; 0 when there is none. */
  synchronized int firstError() {
    return errors.nextSetBit(0) + 1;
  }

  /** Which of so many equal parts of the log hold errors, or warnings. */
  synchronized List<Integer> marks(boolean ofErrors, int parts) {
    BitSet lines = ofErrors ? errors : warnings;
    List<Integer> marked = new ArrayList<>();
    int size = Math.max(1, finished);
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) size * part / parts);
      int to = Math.max(from + 1, (int) ((long) size * (part + 1) / parts));
      int next = lines.nextSetBit(from);
      if (next >= 0 && next < to) {
        marked.add(part);
      }
    }
    return marked;
  }

  /**
   * @param from number of the first line, from 1
   */
  synchronized List<Line> lines(int from, int count) {
    List<Line> lines = new ArrayList<>();
    if (from > size() || count <= 0) {
      return lines;
    }
    int start = (from - 1) / STRIDE;
    walk(
        start,
        (line, text) -> {
          if (line.number() >= from) {
            lines.add(line);
          }
          return lines.size() < count;
        });
    return lines;
  }

  /** Lines that contain the text, whatever its case. */
  synchronized Hits search(String text, int most) {
    String wanted = text.toLowerCase(Locale.ROOT);
    List<Integer> hits = new ArrayList<>();
    int[] total = {0};
    walk(
        0,
        (line, plain) -> {
          if (plain.toLowerCase(Locale.ROOT).contains(wanted)) {
            total[0]++;
            if (hits.size() < most) {
              hits.add(line.number());
            }
          }
          return true;
        });
    return new Hits(hits, total[0]);
  }

  private void walk(int checkpoint, BiPredicate<Line, String> visitor) {
    new Walk(checkpoint, visitor).run();
  }

  /** One pass over stored lines; ends when the visitor has enough or where the index ends. */
  private final class Walk {
    private final BiPredicate<Line, String> visitor;
    private final LineCutter lines = new LineCutter();
    private final LogSeverity.Reader reader;
    private long offset;
    private int number;
    private boolean more = true;

    Walk(int checkpoint, BiPredicate<Line, String> visitor) {
      this.visitor = visitor;
      offset = checkpoints.get(checkpoint).offset();
      reader = new LogSeverity.Reader(checkpoints.get(checkpoint).inTraceback());
      number = checkpoint * STRIDE;
    }

    void run() {
      while (more && offset < scanned) {
        byte[] bytes = source.read(offset, (int) Math.min(PIECE, scanned - offset)).bytes();
        if (bytes.length == 0) {
          return;
        }
        lines.accept(bytes, offset, (line, end) -> visit(line));
        offset += bytes.length;
      }
      if (lines.hasRest()) {
        visit(lines.rest());
      }
    }

    private void visit(Cut cut) {
      if (!more) {
        return;
      }
      number++;
      String plain = AnsiText.plain(cut.text());
      LogSeverity found = reader.next(plain);
      more = visitor.test(new Line(number, cut.text(), found, cut.more()), plain);
    }
  }
}
