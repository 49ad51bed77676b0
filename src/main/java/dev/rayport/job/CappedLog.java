package dev.rayport.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt's log as a file that never grows beyond a limit: its beginning as it comes, and at
 * the end what was last written, with a note of what is left out between. Until then the end lies
 * in two files beside it, named by their place in the whole log.
 */
final class CappedLog implements AutoCloseable {

  private static final String TAIL = "tail.";

  private final Path file;
  private final Limits limits;
  private final FileChannel head;
  private long stored;
  private long at;
  private @Nullable FileChannel tail;
  private long tailSize;

  /**
   * How much is kept: of the beginning, and of the end in each of two files.
   *
   * @param whole of the log as a whole
   */
  record Limits(long whole) {

    long head() {
      return whole / 2;
    }

    long tail() {
      return whole / 4;
    }
  }

  CappedLog(Path file, Limits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    Files.createDirectories(folder(file));
    head = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    stored = head.size();
  }

  /** How much came, whether it is kept or not. */
  long received() {
    return at;
  }

  /**
   * The next bytes; they come from the log's start each time it is opened, so what is stored is
   * passed over.
   *
   * @return whether the file has grown
   * @throws ClosedChannelException after it was closed: what then came would begin a new end
   */
  boolean accept(byte[] bytes) throws IOException {
    if (!head.isOpen()) {
      throw new ClosedChannelException();
    }
    int first = Math.clamp(limits.head() - at, 0, bytes.length);
    int known = Math.clamp(stored - at, 0, first);
    write(head.position(at + known), ByteBuffer.wrap(bytes, known, first - known));
    stored = Math.max(stored, at + first);
    at += first;
    boolean grown = known < first;
    if (first < bytes.length) {
      grown |= noteOnce();
      keepLast(ByteBuffer.wrap(bytes, first, bytes.length - first));
      at += bytes.length - first;
    }
    return grown;
  }

  private boolean noteOnce() throws IOException {
    if (stored > limits.head()) {
      return false;
    }
    write(
        head.position(limits.head()),
        note(
            "This log is longer than %d MiB: from here on only its end is kept, and it follows when the job has ended."
                .formatted(limits.whole() >> 20)));
    stored = head.size();
    return true;
  }

  private void keepLast(ByteBuffer bytes) throws IOException {
    if (tail == null || tailSize + bytes.remaining() > limits.tail()) {
      nextTail();
    }
    tailSize += bytes.remaining();
    write(Objects.requireNonNull(tail), bytes);
  }

  /** The last full file stays, the one before it goes; those of an earlier opening, too. */
  private void nextTail() throws IOException {
    List<Path> before = tails(file);
    int stay = tail == null ? 0 : 1;
    for (Path old : before.subList(0, Math.max(0, before.size() - stay))) {
      Files.delete(old);
    }
    if (tail != null) {
      tail.close();
    }
    Path next = file.resolveSibling(TAIL + at);
    tail =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    tailSize = 0;
  }

  /** Puts the end behind the beginning; does nothing to a log that is whole. */
  static void finish(Path file, Limits limits) throws IOException {
    List<Path> tails = tails(file);
    if (tails.isEmpty()) {
      return;
    }
    try (FileChannel whole = FileChannel.open(file, StandardOpenOption.APPEND)) {
      long cut = offset(tails.getFirst()) - limits.head();
      if (cut > 0) {
        write(whole, note("%,d bytes are left out here.".formatted(cut)));
      }
      for (Path tail : tails) {
        try (FileChannel from = FileChannel.open(tail)) {
          long done = 0;
          while (done < from.size()) {
            done += from.transferTo(done, from.size() - done, whole);
          }
        }
      }
    }
    for (Path tail : tails) {
      Files.delete(tail);
    }
  }

  private static List<Path> tails(Path file) throws IOException {
    if (!Files.isDirectory(folder(file))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder(file))) {
      return all.filter(path -> path.getFileName().toString().matches("tail\\.[0-9]+"))
          .sorted(Comparator.comparingLong(CappedLog::offset))
          .toList();
    }
  }

  private static long offset(Path tail) {
    return Long.parseLong(tail.getFileName().toString().substring(TAIL.length()));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static ByteBuffer note(String text) {
    return ByteBuffer.wrap("\n[Rayport] %s\n".formatted(text).getBytes(StandardCharsets.UTF_8));
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    head.close();
    if (tail != null) {
      tail.close();
    }
  }
}
