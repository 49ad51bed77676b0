package dev.rayport.job;

import dev.rayport.base.RayportProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The drivers' logs as files {@code logs/jobs/<job>/<attempt>/driver.log}. */
@Component
class LogFiles {

  private static final int BLOCK = 64 * 1024;

  private final Path root;
  private final CappedLog.Limits limits;

  LogFiles(RayportProperties rayport, JobProperties properties) {
    root = rayport.home().resolve("logs").resolve("jobs");
    limits = new CappedLog.Limits(properties.keep().driverLog().toBytes());
  }

  Path file(String jobId, int attempt) {
    return root.resolve(jobId).resolve(Integer.toString(attempt)).resolve("driver.log");
  }

  /** Opens it for adding at its end; made if it is not there. */
  CappedLog append(String jobId, int attempt) throws IOException {
    return new CappedLog(file(jobId, attempt), limits);
  }

  /** Nothing will be added any more. */
  void finish(String jobId, int attempt) throws IOException {
    CappedLog.finish(file(jobId, attempt), limits);
  }

  /** Removes all that is stored of jobs that {@code known} does not know, and says how many. */
  int deleteBesides(Predicate<String> known) throws IOException {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    List<Path> gone;
    try (Stream<Path> all = Files.list(root)) {
      gone = all.filter(folder -> !known.test(folder.getFileName().toString())).toList();
    }
    for (Path folder : gone) {
      FileSystemUtils.deleteRecursively(folder);
    }
    return gone.size();
  }

  /** Of all attempts together. */
  long sizeOfAll(String jobId) throws IOException {
    long size = 0;
    for (int attempt = 1; Files.exists(file(jobId, attempt)); attempt++) {
      size += size(jobId, attempt);
    }
    return size;
  }

  long size(String jobId, int attempt) throws IOException {
    try {
      return Files.size(file(jobId, attempt));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  byte[] read(String jobId, int attempt, long from, int limit) throws IOException {
    long size = size(jobId, attempt);
    if (from >= size) {
      return new byte[0];
    }
    try (FileChannel channel = FileChannel.open(file(jobId, attempt))) {
      return block(channel, from, (int) Math.min(limit, size - from));
    }
  }

  /** Where the last {@code lines} lines begin; an unfinished last line counts as one. */
  long tailOffset(String jobId, int attempt, int lines) throws IOException {
    long end = size(jobId, attempt);
    if (end == 0) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(file(jobId, attempt))) {
      int wanted = lines;
      for (long to = end; to > 0; to -= BLOCK) {
        long from = Math.max(0, to - BLOCK);
        byte[] block = block(channel, from, (int) (to - from));
        for (int i = block.length - 1; i >= 0; i--) {
          boolean last = from + i == end - 1;
          if (block[i] == '\n' && !last && --wanted <= 0) {
            return from + i + 1;
          }
        }
      }
    }
    return 0;
  }

  private static byte[] block(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
      continue;
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }
}
