package dev.rayport.job;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Service;

/** The driver's log as the portal keeps it: a file of bytes that only grows. */
@Service
public class JobLogService {

  private final JobRepository jobs;
  private final JobAttemptRepository attempts;
  private final LogFiles files;
  private final LogFollowers followers;

  JobLogService(
      JobRepository jobs, JobAttemptRepository attempts, LogFiles files, LogFollowers followers) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.files = files;
    this.followers = followers;
  }

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
    JobRow job = require(id);
    int number = number(job, attempt);
    // Asked before the size is: what is complete now has its last byte in the file.
    boolean complete =
        attempts
            .findById("%s-%d".formatted(job.id, number))
            .map(JobAttemptRow::logComplete)
            .orElse(true);
    try {
      byte[] bytes = files.read(job.id, number, from, limit);
      return new Piece(from, bytes, files.size(job.id, number), complete);
    } catch (IOException e) {
      throw new UncheckedIOException("The log of job %s cannot be read".formatted(id), e);
    }
  }

  /** Offset at which the last {@code lines} lines begin. */
  @AsViewer
  public long tailOffset(JobId id, int attempt, int lines) {
    JobRow job = require(id);
    try {
      return files.tailOffset(job.id, number(job, attempt), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("The log of job %s cannot be read".formatted(id), e);
    }
  }

  /** Calls back, on any thread, when the log has grown or is complete. */
  @AsViewer
  public Subscription follow(JobId id, Runnable grown) {
    return followers.listen(require(id).id, grown);
  }

  private JobRow require(JobId id) {
    return jobs.findByIdAndTenantId(id.value(), CurrentUser.require().tenant().value())
        .orElseThrow(() -> Refusal.notFound("job", id.value()));
  }

  private static int number(JobRow job, int attempt) {
    if (attempt < 0 || attempt > job.attempt) {
      throw Refusal.invalid(
          "attempt",
          "This job has attempts 1 to %d; 0 stands for the last.".formatted(job.attempt));
    }
    return attempt == 0 ? job.attempt : attempt;
  }
}
