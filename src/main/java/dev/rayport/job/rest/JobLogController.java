package dev.rayport.job.rest;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Refusal;
import dev.rayport.base.rest.BrokenOff;
import dev.rayport.base.rest.ClientConnection;
import dev.rayport.job.JobId;
import dev.rayport.job.JobLogService;
import dev.rayport.job.JobLogService.Piece;
import dev.rayport.job.JobService;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The driver's log over HTTP, as bytes; a few KiB are in memory at a time. */
@RestController
class JobLogController {

  private static final int PIECE = 64 * 1024;
  private static final int MOST_LINES = 1_000_000;
  private static final long LOOK_EVERY_SECONDS = 2;

  private final JobService jobs;
  private final JobLogService logs;

  JobLogController(JobService jobs, JobLogService logs) {
    this.jobs = jobs;
    this.logs = logs;
  }

  /**
   * Which part.
   *
   * @param attempt from 1; absent: the last
   * @param tail only the last lines
   * @param follow until the end of the job
   */
  record Part(@Nullable Integer attempt, @Nullable Integer tail, @Nullable Boolean follow) {}

  @ApiResponse(
      responseCode = "200",
      description = "The log, whole or in part; 206 for a Range",
      content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
  @GetMapping("/api/v1/jobs/{id}/logs")
  void read(
      @PathVariable String id,
      @ParameterObject Part part,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    JobId job = new JobId(id);
    int attempt =
        part.attempt() == null ? jobs.get(job).summary().attempt() : wanted(part.attempt());
    Piece now = logs.read(job, attempt, 0, 0);
    long from = part.tail() == null ? 0 : logs.tailOffset(job, attempt, lines(part.tail()));
    headers(response, job, attempt);
    if (Boolean.TRUE.equals(part.follow())) {
      ClientConnection client = ClientConnection.of(request);
      try {
        follow(job, attempt, from, client, response.getOutputStream());
      } catch (AuthenticationException | AccessDeniedException | Refusal ended) {
        BrokenOff.mark(request);
      }
      return;
    }
    Optional<ByteRange> bytes =
        range == null || part.tail() != null ? Optional.empty() : ByteRange.of(range, now.size());
    if (bytes.isPresent()) {
      partial(bytes.get(), now.size(), response);
    }
    ByteRange all = bytes.orElse(new ByteRange(from, now.size()));
    if (bytes.isEmpty() || all.satisfiable()) {
      response.setContentLengthLong(all.to() - all.from());
      copy(job, attempt, all, response.getOutputStream());
    }
  }

  private static void headers(HttpServletResponse response, JobId job, int attempt) {
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"%s-%d.log\"".formatted(job.value(), attempt));
  }

  private static void partial(ByteRange range, long size, HttpServletResponse response) {
    if (range.satisfiable()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          HttpHeaders.CONTENT_RANGE,
          "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, size));
    } else {
      response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */%d".formatted(size));
    }
  }

  private void copy(JobId job, int attempt, ByteRange range, OutputStream out) throws IOException {
    for (long at = range.from(); at < range.to(); ) {
      byte[] bytes = logs.read(job, attempt, at, (int) Math.min(PIECE, range.to() - at)).bytes();
      if (bytes.length == 0) {
        return;
      }
      out.write(bytes);
      at += bytes.length;
    }
  }

  private void follow(JobId job, int attempt, long from, ClientConnection client, OutputStream out)
      throws IOException, InterruptedException {
    Semaphore grown = new Semaphore(0);
    try (Subscription subscription = logs.follow(job, grown::release)) {
      java.util.Objects.requireNonNull(subscription);
      out.flush();
      long at = from;
      while (true) {
        grown.drainPermits();
        Piece piece = logs.read(job, attempt, at, PIECE);
        if (piece.bytes().length > 0) {
          out.write(piece.bytes());
          out.flush();
          at += piece.bytes().length;
        } else if (piece.complete()) {
          return;
        } else if (!grown.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS) && client.gone()) {
          return;
        }
      }
    }
  }

  private static int wanted(int attempt) {
    if (attempt < 1) {
      throw Refusal.invalid("attempt", "attempt counts from 1; leave it out for the last one.");
    }
    return attempt;
  }

  private static int lines(int tail) {
    if (tail < 1 || tail > MOST_LINES) {
      throw Refusal.invalid("tail", "tail must be between 1 and %,d.".formatted(MOST_LINES));
    }
    return tail;
  }
}
