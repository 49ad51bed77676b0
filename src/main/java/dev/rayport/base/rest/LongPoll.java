package dev.rayport.base.rest;

import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** {@code ?wait=PT60S}: answers when an object's state changes or the time is over. */
@Component
public class LongPoll {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  // Should news be lost with a portal that dies, a look now and then finds them.
  private static final long LOOK_EVERY_MILLIS = 2_000;
  private static final int AT_ONCE = 2_000;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ChangeFeed feed;

  LongPoll(ChangeFeed feed) {
    this.feed = feed;
  }

  /**
   * Reads once without {@code wait}; else until the state is another one than at first.
   *
   * @param kind as in {@link dev.rayport.base.Change}
   * @param id the object's id, not its name
   * @param read reads the object anew, with the caller's rights each time
   * @param stateOf what has to change, by equality
   */
  public <T> T await(
      Optional<Duration> wait,
      String kind,
      String id,
      Supplier<T> read,
      Function<? super T, ?> stateOf) {
    if (wait.isEmpty() || !wait.get().isPositive()) {
      return read.get();
    }
    if (!places.tryAcquire()) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY, "too-many-waiting", "Too many wait here; ask again without wait.");
    }
    Semaphore news = new Semaphore(0);
    try (ChangeFeed.Subscription subscription =
        feed.subscribe(change -> {
          if (change.kind().equals(kind) && change.id().equals(id)) {
            news.release();
          }
        })) {
      Objects.requireNonNull(subscription);
      return await(deadline(wait.get()), news, read, stateOf);
    } finally {
      places.release();
    }
  }

  private static <T> T await(
      long deadline, Semaphore news, Supplier<T> read, Function<? super T, ?> stateOf) {
    T first = read.get();
    Object before = stateOf.apply(first);
    T now = first;
    while (Objects.equals(before, stateOf.apply(now)) && pause(news, deadline)) {
      now = read.get();
    }
    return now;
  }

  /** False once the time is over. */
  private static boolean pause(Semaphore news, long deadline) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    try {
      if (news.tryAcquire(Math.min(left, LOOK_EVERY_MILLIS), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long deadline(Duration wait) {
    Duration capped = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return System.nanoTime() + capped.toNanos();
  }
}
