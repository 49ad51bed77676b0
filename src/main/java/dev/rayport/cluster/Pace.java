package dev.rayport.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spreads looks at many clusters over time, so that all of them together are no more than a rate.
 */
final class Pace {

  private final double perSecond;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** As wanted while they are few. */
  Duration next(String id, Duration wanted) {
    ids.add(id);
    Duration round = Duration.ofMillis((long) (ids.size() / perSecond * 1000));
    return round.compareTo(wanted) > 0 ? round : wanted;
  }

  void forget(String id) {
    ids.remove(id);
  }
}
