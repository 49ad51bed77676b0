package dev.rayport.tenant.rest;

import java.time.Duration;

/** Fills up steadily; each request takes one out. */
final class RequestBudget {

  private static final int SECONDS_AT_ONCE = 10;
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final double perSecond;
  private double left;
  private long at;

  /**
   * @param now in nanoseconds, from any start
   */
  RequestBudget(int perSecond, long now) {
    this.perSecond = perSecond;
    this.left = most();
    this.at = now;
  }

  /** Nothing: it was taken. Otherwise how long until there is one again. */
  synchronized Duration take(long now) {
    left = Math.min(most(), left + (now - at) / NANOS * perSecond);
    at = now;
    if (left < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - left) / perSecond * NANOS));
    }
    left--;
    return Duration.ZERO;
  }

  private double most() {
    return perSecond * SECONDS_AT_ONCE;
  }
}
