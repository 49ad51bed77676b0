package dev.rayport.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The clusters of one tenant that wait to be worked on, in the order they came. Those that were
 * worked on before come first: what has begun is finished before more is begun, else in a burst of
 * hundreds the first that is ready would be noticed after the last was asked for.
 */
final class TurnQueue {

  /** Whoever was called and did not come is passed over: its row may be gone, or seen elsewhere. */
  private static final Duration TO_COME = Duration.ofSeconds(2);

  private static final int ONE_NEW_OF = 4;
  private static final int BEGUN_KNOWN = 100_000;
  private static final Duration BEGUN_FOR = Duration.ofHours(1);

  private final int atOnce;
  private final Set<String> begunWaiting = new LinkedHashSet<>();
  private final Set<String> newWaiting = new LinkedHashSet<>();
  private final Map<String, Instant> called = new LinkedHashMap<>();
  private final Cache<String, Boolean> begun =
      Caffeine.newBuilder().maximumSize(BEGUN_KNOWN).expireAfterAccess(BEGUN_FOR).build();
  private int working;
  private int turns;

  TurnQueue(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * @return false when it has to wait; it is called then
   */
  synchronized boolean enter(String id, Instant now) {
    boolean awaited = called.remove(id) != null;
    passOver(now);
    boolean nobodyWaits = begunWaiting.isEmpty() && newWaiting.isEmpty();
    if (working + called.size() < atOnce && (awaited || nobodyWaits)) {
      begunWaiting.remove(id);
      newWaiting.remove(id);
      begun.put(id, true);
      working++;
      return true;
    }
    boolean known = begun.getIfPresent(id) != null;
    (known ? begunWaiting : newWaiting).add(id);
    return false;
  }

  /** Whoever entered has been worked on. */
  synchronized void leave() {
    working--;
  }

  /** Those whose turn it is now; a place is kept for each until it comes. */
  synchronized List<String> next(Instant now) {
    passOver(now);
    List<String> next = new ArrayList<>();
    while (working + called.size() < atOnce) {
      Iterator<String> first = (isForNew() ? newWaiting : begunWaiting).iterator();
      if (!first.hasNext()) {
        break;
      }
      String id = first.next();
      first.remove();
      called.put(id, now);
      next.add(id);
    }
    return next;
  }

  /**
   * Looks at what has begun may never end, with hundreds of them: some turns are for what is new.
   */
  private boolean isForNew() {
    return begunWaiting.isEmpty() || !newWaiting.isEmpty() && ++turns % ONE_NEW_OF == 0;
  }

  private void passOver(Instant now) {
    called.values().removeIf(since -> since.plus(TO_COME).isBefore(now));
  }
}
