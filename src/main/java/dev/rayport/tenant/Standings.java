package dev.rayport.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Roles as they are now: read again every few seconds, and at once after a change that was told, so
 * that nobody keeps a role in an old session.
 */
@Component
class Standings {

  private static final Duration AT_MOST = Duration.ofSeconds(4);
  private static final String KIND = "account";
  private static final String EVERYWHERE = "*";
  private static final int ACCOUNTS = 10_000;
  private final Cache<String, Optional<Standing>> known =
      Caffeine.newBuilder().expireAfterWrite(AT_MOST).maximumSize(ACCOUNTS).build();
  private final AtomicLong changes = new AtomicLong();
  private final AccountRepository accounts;
  private final MembershipRepository memberships;
  private final TenantRepository tenants;
  private final ProviderProperties provider;
  private final ChangeFeed feed;

  Standings(
      AccountRepository accounts,
      MembershipRepository memberships,
      TenantRepository tenants,
      ProviderProperties provider,
      ChangeFeed feed) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.tenants = tenants;
    this.provider = provider;
    this.feed = feed;
    feed.subscribe(change -> {
      if (isOfAccount(change)) {
        forget(change.id());
      }
    });
  }

  /** Empty for an account that is gone or disabled. */
  Optional<Standing> of(String accountId) {
    Optional<Standing> standing = known.getIfPresent(accountId);
    if (standing == null) {
      long before = changes.get();
      standing = accounts.findById(accountId).map(this::read);
      keep(accountId, standing, before);
    }
    return standing.filter(Standing::enabled);
  }

  /**
   * Read outside of the cache, whose locks must not wait for the database; so what was read before
   * a change is not to be kept after it.
   */
  private void keep(String accountId, Optional<Standing> standing, long before) {
    known.asMap().compute(accountId, (id, there) -> changes.get() == before ? standing : there);
  }

  /** Reads the account again: now, and once more after the transaction that changes it. */
  void changed(String accountId) {
    forget(accountId);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              forget(accountId);
            }
          });
    }
    feed.publish(new Change(EVERYWHERE, KIND, accountId));
  }

  /** Whether the news is that somebody's rights or sessions are not what they were. */
  static boolean isOfAccount(Change change) {
    return change.kind().equals(KIND);
  }

  private void forget(String accountId) {
    changes.incrementAndGet();
    known.invalidate(accountId);
  }

  /** After a tenant came or went. */
  void allChanged() {
    changes.incrementAndGet();
    known.invalidateAll();
  }

  Standing read(Account account) {
    SortedMap<String, Role> roles = new TreeMap<>();
    if (provider.isForgotten(account.rolesReadAt())) {
      return new Standing(account.name(), account.enabled(), account.epoch(), roles);
    }
    memberships
        .findByAccountIdOrderByTenantId(account.id())
        .forEach(membership -> roles.put(membership.tenant().value(), membership.role()));
    if (account.administrator()) {
      tenants.findAll().forEach(tenant -> roles.put(tenant.id().value(), Role.ADMINISTRATOR));
    }
    return new Standing(account.name(), account.enabled(), account.epoch(), roles);
  }
}
