package dev.rayport.base.ui;

import java.nio.charset.StandardCharsets;

/**
 * Cuts bytes into lines as a terminal would show them: a carriage return starts the line again, so
 * that of a progress bar only its last state is left. Keeps a bounded part of endless lines.
 */
final class LineCutter {

  /** Longest part of a line that is kept, in bytes. */
  static final int LONGEST = 16 * 1024;

  private final byte[] kept = new byte[LONGEST];
  private int length;
  private long cut;
  private boolean returned;
  private boolean begun;

  /** What hears of each finished line. */
  interface Listener {

    /**
     * @param end offset behind its line feed
     */
    void line(Cut line, long end);
  }

  /**
   * @param more how many bytes were left out at its end
   */
  record Cut(String text, long more) {}

  /** Continues with bytes that begin at offset {@code from}. */
  void accept(byte[] bytes, long from, Listener listener) {
    for (int i = 0; i < bytes.length; i++) {
      byte next = bytes[i];
      if (next == '\n') {
        Cut line = rest();
        clear();
        listener.line(line, from + i + 1);
      } else {
        add(next);
      }
    }
  }

  /** Whether bytes came since the last line feed. */
  boolean hasRest() {
    return begun;
  }

  /** The line so far. */
  Cut rest() {
    return new Cut(new String(kept, 0, length, StandardCharsets.UTF_8), cut);
  }

  private void add(byte next) {
    begun = true;
    if (next == '\r') {
      returned = true;
      return;
    }
    if (returned) {
      returned = false;
      length = 0;
      cut = 0;
    }
    if (length < LONGEST) {
      kept[length++] = next;
    } else {
      cut++;
    }
  }

  private void clear() {
    length = 0;
    cut = 0;
    returned = false;
    begun = false;
  }
}
