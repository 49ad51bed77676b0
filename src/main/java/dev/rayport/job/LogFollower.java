package dev.rayport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes one attempt's log to its file as it comes. Ray sends it from the start each time, so the
 * bytes that are stored already are passed over.
 */
final class LogFollower implements AutoCloseable {

  private final FileChannel file;
  private final Runnable grown;
  private final ProgressReader progress = new ProgressReader();
  private final StringBuilder half = new StringBuilder();
  private long stored;

  LogFollower(FileChannel file, Runnable grown) throws IOException {
    this.file = file;
    this.grown = grown;
    this.stored = file.size();
  }

  /** The next piece, as Ray sends it. */
  synchronized void accept(String piece) {
    String text = half.append(piece).toString();
    half.setLength(0);
    if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      half.append(text.charAt(text.length() - 1));
      text = text.substring(0, text.length() - 1);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    progress.feed(bytes, 0, bytes.length);
    int known = (int) Math.min(bytes.length, stored);
    stored -= known;
    if (known < bytes.length) {
      write(ByteBuffer.wrap(bytes, known, bytes.length - known));
      grown.run();
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log could not be stored", e);
    }
  }

  synchronized Optional<JobProgress> progress() {
    return progress.latest();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The log could not be closed", e);
    }
  }
}
