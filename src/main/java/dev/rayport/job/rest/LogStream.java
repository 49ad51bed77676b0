package dev.rayport.job.rest;

import dev.rayport.job.JobLogService;
import dev.rayport.job.JobSummary;
import java.io.InputStream;
import java.util.Objects;

/** What there is of a driver's log now, read piece by piece. */
final class LogStream extends InputStream {

  private static final int PIECE = 64 * 1024;

  private final JobLogService logs;
  private final JobSummary job;
  private long at;
  private byte[] piece = new byte[0];
  private int next;

  LogStream(JobLogService logs, JobSummary job) {
    this.logs = logs;
    this.job = job;
  }

  @Override
  public int read() {
    return more() ? piece[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, piece.length - next);
    System.arraycopy(piece, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean more() {
    if (next == piece.length) {
      piece = logs.read(job.id(), job.attempt(), at, PIECE).bytes();
      at += piece.length;
      next = 0;
    }
    return next < piece.length;
  }
}
