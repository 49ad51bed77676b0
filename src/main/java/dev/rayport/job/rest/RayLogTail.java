package dev.rayport.job.rest;

import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Refusal;
import dev.rayport.job.JobLogService;
import dev.rayport.job.JobLogService.Piece;
import dev.rayport.job.JobSummary;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;

/**
 * One follower of one log, as Ray's log WebSocket: text from the log's start, then closed with 1000
 * at its end. Waits while the job does.
 */
final class RayLogTail extends Endpoint {

  private static final Logger log = LoggerFactory.getLogger(RayLogTail.class);
  private static final int PIECE = 32 * 1024;

  /** So often a proxy in between sees a sign of life, and a client that is gone is noticed. */
  private static final long PING_SECONDS = 20;

  private final JobLogService logs;
  private final JobSummary job;
  private final SecurityContext asker;
  private final Semaphore news = new Semaphore(0);

  RayLogTail(JobLogService logs, JobSummary job, SecurityContext asker) {
    this.logs = logs;
    this.job = job;
    this.asker = asker;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxIdleTimeout(0);
    Thread.ofVirtual()
        .name("ray-log-" + job.id())
        .start(new DelegatingSecurityContextRunnable(() -> send(session), asker));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    news.release();
  }

  @Override
  public void onError(Session session, Throwable error) {
    log.debug("A follower of job {} is gone: {}", job.id(), error.toString());
    news.release();
  }

  private void send(Session session) {
    try (session;
        Subscription subscription = logs.follow(job.id(), news::release)) {
      Objects.requireNonNull(subscription);
      follow(session);
      session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    } catch (AuthenticationException | AccessDeniedException | Refusal ended) {
      close(session);
    } catch (IOException gone) {
      log.debug("A follower of job {} is gone: {}", job.id(), gone.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Session session) throws IOException, InterruptedException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    ByteBuffer left = ByteBuffer.allocate(PIECE + Long.BYTES).flip();
    long at = 0;
    while (session.isOpen()) {
      news.drainPermits();
      Piece piece = logs.read(job.id(), job.attempt(), at, PIECE);
      at += piece.bytes().length;
      boolean last = piece.bytes().length == 0 && piece.complete();
      left.compact().put(piece.bytes()).flip();
      CharBuffer text = CharBuffer.allocate(left.remaining() + 1);
      decoder.decode(left, text, last);
      if (text.flip().hasRemaining()) {
        session.getBasicRemote().sendText(text.toString());
      }
      if (last) {
        return;
      }
      if (piece.bytes().length == 0 && !news.tryAcquire(PING_SECONDS, TimeUnit.SECONDS)) {
        session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
      }
    }
  }

  private void close(Session session) {
    try {
      session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "The token has ended."));
    } catch (IOException gone) {
      log.debug("A follower of job {} is gone: {}", job.id(), gone.toString());
    }
  }
}
