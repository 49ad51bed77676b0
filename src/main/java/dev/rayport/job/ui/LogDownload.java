package dev.rayport.job.ui;

import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.rayport.job.JobLogService;
import dev.rayport.job.JobLogService.Piece;
import dev.rayport.job.JobSummary;
import java.io.IOException;
import java.io.OutputStream;

/** A driver's log as a file, as far as it has come. */
class LogDownload implements DownloadHandler {

  private static final long serialVersionUID = 1L;
  private static final int PIECE = 256 * 1024;

  private final transient JobLogService logs;
  private final transient JobSummary job;
  private final int attempt;

  LogDownload(JobLogService logs, JobSummary job, int attempt) {
    this.logs = logs;
    this.job = job;
    this.attempt = attempt;
  }

  @Override
  public void handleDownloadRequest(DownloadEvent event) throws IOException {
    event.setFileName(
        "%s-%s.log".formatted(job.name().replaceAll("[^A-Za-z0-9._-]", "_"), attempt));
    event.setContentType("text/plain;charset=utf-8");
    try (OutputStream out = event.getOutputStream()) {
      long from = 0;
      for (Piece piece = read(from); piece.bytes().length > 0; piece = read(from)) {
        out.write(piece.bytes());
        from += piece.bytes().length;
      }
    }
  }

  private Piece read(long from) {
    return logs.read(job.id(), attempt, from, PIECE);
  }
}
