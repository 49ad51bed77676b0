package dev.rayport.job;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.tenant.AsViewer;
import org.springframework.stereotype.Service;

/** The driver's log as the portal keeps it: a file of bytes that only grows. */
@Service
public class JobLogService {

  /**
   * A piece of the log.
   *
   * @param from offset of its first byte
   * @param bytes at most what was asked for
   * @param size of the log now
   * @param complete whether nothing will be added any more
   */
  public record Piece(long from, byte[] bytes, long size, boolean complete) {}

  /**
   * @param attempt from 1; 0 for the last
   * @param from byte offset; beyond the end gives an empty piece
   */
  @AsViewer
  public Piece read(JobId id, int attempt, long from, int limit) {
    throw new UnsupportedOperationException(id.value());
  }

  /** Offset at which the last {@code lines} lines begin. */
  @AsViewer
  public long tailOffset(JobId id, int attempt, int lines) {
    throw new UnsupportedOperationException(id.value());
  }

  /** Calls back, on any thread, when the log has grown or is complete. */
  @AsViewer
  public Subscription follow(JobId id, Runnable grown) {
    throw new UnsupportedOperationException(id.value());
  }
}
