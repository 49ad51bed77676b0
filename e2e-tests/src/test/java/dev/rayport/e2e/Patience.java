package dev.rayport.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits of benchmarks: they ask seldom, so that asking does not slow what is measured. */
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Patience() {}

  static void until(Duration limit, String what, BooleanSupplier there)
      throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (!there.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("no %s within %s".formatted(what, limit));
      }
      Thread.sleep(PAUSE);
    }
  }
}
