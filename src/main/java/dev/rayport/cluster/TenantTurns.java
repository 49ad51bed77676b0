package dev.rayport.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets only so many clusters of one tenant be worked on at a time, so that a tenant that asks for
 * hundreds does not stand before everybody else. The others of it wait in their order, and when
 * those become a crowd, they come again later.
 */
@Component
class TenantTurns {

  private static final int TENANTS_KNOWN = 100_000;
  private final int atOnce;
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
  private final Pace crowd;

  /** Whose a cluster is never changes. */
  private final Cache<String, String> tenants =
      Caffeine.newBuilder().maximumSize(TENANTS_KNOWN).build();

  @Autowired
  TenantTurns(ClusterProperties properties) {
    this(properties.atOncePerTenant(), properties.looksPerSecond());
  }

  TenantTurns(int atOnce, double looksPerSecond) {
    this.atOnce = atOnce;
    this.crowd = new Pace(looksPerSecond * atOnce);
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
   * @return as the work says; when too many wait already, when to come again
   */
  Optional<Duration> take(String tenant, String id, Supplier<Optional<Duration>> work) {
    Semaphore turn = turns.computeIfAbsent(tenant, name -> new Semaphore(atOnce, true));
    if (turn.getQueueLength() >= atOnce) {
      return Optional.of(crowd.next(id, NextLook.SOON));
    }
    crowd.forget(id);
    turn.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }
}
