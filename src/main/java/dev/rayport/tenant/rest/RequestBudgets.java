package dev.rayport.tenant.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rayport.tenant.CurrentUser;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much callers and tenants may still ask of this portal. Each has a budget of its own, so that
 * one's burst is not another's wait.
 */
@Component
class RequestBudgets {

  private static final Duration FULL_AGAIN = Duration.ofMinutes(1);
  private final RequestProperties limits;
  private final LongSupplier clock;
  private final Cache<String, RequestBudget> budgets =
      Caffeine.newBuilder().expireAfterAccess(FULL_AGAIN).build();

  @Autowired
  RequestBudgets(RequestProperties limits) {
    this(limits, System::nanoTime);
  }

  RequestBudgets(RequestProperties limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Nothing: go on. Otherwise how long to wait. */
  Duration take(CurrentUser user) {
    String tenant = user.tenant().value();
    Duration own = take(tenant + ' ' + user.accountId(), limits.perCaller());
    // What a caller may not ask anyway does not count against the colleagues.
    return own.isZero() ? take(tenant, limits.perTenant()) : own;
  }

  private Duration take(String whose, int perSecond) {
    long now = clock.getAsLong();
    return budgets.get(whose, key -> new RequestBudget(perSecond, now)).take(now);
  }
}
