package dev.rayport.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets calls through to one head, so that one which hangs keeps few callers waiting: after {@link
 * #PATIENCE} without any answer one call at a time goes on trying, and all others fail at once.
 */
final class HeadGate {

  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MISSES = 3;
  private static final int QUESTIONS = 16;
  private static final int TRANSFERS = 8;
  private static final Cache<URI, HeadGate> GATES =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).build();

  private final URI head;
  private final Semaphore questions = new Semaphore(QUESTIONS);
  private final Semaphore transfers = new Semaphore(TRANSFERS);
  private int asking;
  private boolean unanswered;
  private int misses;
  private long missedSince;
  private long unansweredSince;

  private HeadGate(URI head) {
    this.head = head;
  }

  static HeadGate of(URI head) {
    return GATES.get(head, HeadGate::new);
  }

  /** Whether it was asked repeatedly, for a while, and was never there. */
  static boolean silent(URI head) {
    HeadGate gate = GATES.getIfPresent(head);
    return gate != null && gate.silent();
  }

  private synchronized boolean silent() {
    return misses >= MISSES && System.nanoTime() - missedSince > PATIENCE.toNanos();
  }

  /** Whoever answered in its place: nothing of it was reached. */
  static final class Unreached extends BackendException {
    private static final long serialVersionUID = 1L;

    Unreached(String message) {
      super(message);
    }

    Unreached(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A head was asked and said nothing in time. */
  static final class Unanswered extends BackendException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A call that is answered within seconds by a head that is well. */
  <T> T ask(Supplier<T> call) {
    refuseIfHanging();
    if (!acquired(questions, PATIENCE)) {
      throw new BackendException("The cluster at %s is slow to answer.".formatted(head));
    }
    try {
      return asked(call);
    } finally {
      questions.release();
    }
  }

  /** A call that may take minutes; how long it takes says nothing about the head. */
  <T> T transfer(Supplier<T> call) {
    refuseIfHanging();
    if (!acquired(transfers, PATIENCE)) {
      throw new BackendException(
          "The cluster at %s is taking %d other packages or jobs.".formatted(head, TRANSFERS));
    }
    try {
      return call.get();
    } finally {
      transfers.release();
    }
  }

  private <T> T asked(Supplier<T> call) {
    begin();
    try {
      T answer = call.get();
      answered();
      return answer;
    } catch (Unanswered e) {
      missed();
      throw e;
    } catch (Unreached e) {
      unanswered(false);
      missed();
      throw e;
    } catch (RuntimeException e) {
      answered();
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void refuseIfHanging() {
    if (asking > 0 && unanswered && System.nanoTime() - unansweredSince > PATIENCE.toNanos()) {
      throw new BackendException(
          "The cluster at %s does not answer; it is asked again and again.".formatted(head));
    }
  }

  private synchronized void begin() {
    refuseIfHanging();
    asking++;
    if (!unanswered) {
      unanswered = true;
      unansweredSince = System.nanoTime();
    }
  }

  private synchronized void end() {
    asking--;
  }

  private synchronized void answered() {
    unanswered = false;
    misses = 0;
  }

  private synchronized void unanswered(boolean is) {
    unanswered = is;
  }

  private synchronized void missed() {
    if (misses++ == 0) {
      missedSince = System.nanoTime();
    }
  }

  private static boolean acquired(Semaphore places, Duration limit) {
    try {
      return places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
