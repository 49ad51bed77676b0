package dev.rayport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes one attempt's log to its file as it comes, and reads its progress from it. */
final class LogFollower implements AutoCloseable {

  private final CappedLog log;
  private final MaskedText masked;
  private final Runnable grown;
  private final ProgressReader progress = new ProgressReader();
  private final StringBuilder half = new StringBuilder();
  private boolean gained;

  LogFollower(CappedLog log, MaskedText masked, Runnable grown) {
    this.log = log;
    this.masked = masked;
    this.grown = grown;
  }

  /** The next piece, as Ray sends it: from the log's start each time it is followed. */
  void accept(String piece) {
    if (storeMasked(piece)) {
      grown.run();
    }
  }

  private synchronized boolean storeMasked(String piece) {
    return store(masked.next(piece));
  }

  /** Nothing comes any more. */
  synchronized void finish() {
    store(masked.rest());
  }

  private boolean store(String shown) {
    String text = half.append(shown).toString();
    half.setLength(0);
    if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      half.append(text.charAt(text.length() - 1));
      text = text.substring(0, text.length() - 1);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    progress.feed(bytes, 0, bytes.length);
    try {
      boolean more = log.accept(bytes);
      gained |= more;
      return more;
    } catch (IOException e) {
      throw new UncheckedIOException("The log could not be stored", e);
    }
  }

  /** Whether anything came that was not stored before. */
  synchronized boolean gained() {
    return gained;
  }

  synchronized long received() {
    return log.received();
  }

  synchronized Optional<JobProgress> progress() {
    return progress.latest();
  }

  @Override
  public synchronized void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The log could not be closed", e);
    }
  }
}
