package dev.rayport.job.ui;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.ui.LogPane;
import dev.rayport.job.JobId;
import dev.rayport.job.JobLogService;

/**
 * The log of one attempt's driver, for a log pane.
 *
 * @param attempt from 1
 */
record DriverLog(JobLogService logs, JobId job, int attempt) implements LogPane.Source {

  @Override
  public LogPane.Piece read(long from, int limit) {
    JobLogService.Piece piece = logs.read(job, attempt, from, limit);
    return new LogPane.Piece(piece.bytes(), piece.size(), piece.complete());
  }

  @Override
  public Subscription follow(Runnable grown) {
    return logs.follow(job, grown);
  }
}
