package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that a cluster changed. A start is dozens of events, and most of them change nothing that
 * matters: they are gathered for a moment and read once. The more clusters change at once, the
 * longer the moment, so that each of their starts is read a few times only.
 */
final class News implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(News.class);
  private static final Duration GATHERING = Duration.ofMillis(150);
  private static final Duration FOR_EACH = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Function<ClusterKey, Object> read;
  private final Consumer<ClusterKey> tell;
  private final Set<ClusterKey> heard = ConcurrentHashMap.newKeySet();
  private final Map<ClusterKey, Object> known = new ConcurrentHashMap<>();
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile Duration moment = GATHERING;
  private final ScheduledExecutorService reading =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-news").factory());

  /**
   * @param read what matters of a cluster; equal as long as nothing that matters changed
   * @param tell gets a cluster of which something else is known now than was told
   */
  News(Function<ClusterKey, Object> read, Consumer<ClusterKey> tell) {
    this.read = read;
    this.tell = tell;
  }

  /** Something happened to it. */
  void heard(ClusterKey key) {
    heard.add(key);
    if (planned.compareAndSet(false, true)) {
      try {
        reading.schedule(this::readAll, moment.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException ended) {
        // Nobody listens any more.
      }
    }
  }

  /** What those who ask know of it from now on. */
  void told(ClusterKey key, Object seen) {
    known.put(key, seen);
  }

  /** Nothing is left of it, and they know. */
  void forget(ClusterKey key) {
    known.remove(key);
  }

  private void readAll() {
    planned.set(false);
    int read = 0;
    for (ClusterKey key : heard) {
      heard.remove(key);
      read++;
      if (differs(key)) {
        tell.accept(key);
      }
    }
    moment = moment(read);
  }

  private static Duration moment(int clusters) {
    Duration longer = GATHERING.plus(FOR_EACH.multipliedBy(clusters));
    return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }

  private boolean differs(ClusterKey key) {
    try {
      return !read.apply(key).equals(known.get(key));
    } catch (BackendException e) {
      return true;
    } catch (RuntimeException e) {
      // One that cannot be read is not to keep the others from being told.
      log.warn("What changed of {} cannot be read", key, e);
      return true;
    }
  }

  @Override
  public void close() {
    reading.shutdownNow();
  }
}
