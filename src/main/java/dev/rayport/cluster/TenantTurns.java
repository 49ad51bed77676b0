package dev.rayport.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets only so many clusters of one tenant be worked on at a time, so that a tenant that asks for
 * hundreds does not stand before everybody else. The others of it are sent away and called when it
 * is their turn: what waits here holds no thread, and no place that another tenant could use.
 */
@Component
class TenantTurns {

  private static final int CLUSTERS_KNOWN = 100_000;

  /** Whoever is sent away comes again after that without having been called. */
  static final Duration UNCALLED = Duration.ofSeconds(10);

  private final int atOnce;
  private final Consumer<String> caller;
  private final Clock clock;
  private final Map<String, TurnQueue> queues = new ConcurrentHashMap<>();

  /** Whose a cluster is never changes. */
  private final Cache<String, String> tenants =
      Caffeine.newBuilder().maximumSize(CLUSTERS_KNOWN).build();

  @Autowired
  TenantTurns(ClusterProperties properties, ClusterNudger nudger) {
    this(properties.atOncePerTenant(), nudger::nudge, Clock.systemUTC());
  }

  /**
   * @param caller has a cluster come, now that it is its turn
   */
  TenantTurns(int atOnce, Consumer<String> caller, Clock clock) {
    this.atOnce = atOnce;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * The tenant of a cluster.
   *
   * @param ask for the first time
   */
  Optional<String> tenant(String id, Supplier<Optional<String>> ask) {
    Optional<String> known = Optional.ofNullable(tenants.getIfPresent(id)).or(ask);
    known.ifPresent(tenant -> tenants.put(id, tenant));
    return known;
  }

  /**
   * Works on a cluster when it is its tenant's turn.
   *
   * @return as the work says; when others come first, when to come again at the latest
   */
  Optional<Duration> take(String tenant, String id, Supplier<Optional<Duration>> work) {
    TurnQueue queue = queues.computeIfAbsent(tenant, name -> new TurnQueue(atOnce));
    if (!queue.enter(id, clock.instant())) {
      call(queue.next(clock.instant()));
      return Optional.of(UNCALLED);
    }
    try {
      return work.get();
    } finally {
      queue.leave();
      call(queue.next(clock.instant()));
    }
  }

  private void call(List<String> next) {
    next.forEach(caller);
  }
}
