package dev.rayport.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Roles as they are now: read again every few seconds, and at once after a change made here, so
 * that nobody keeps a role in an old session.
 */
@Component
class Standings {

  private static final Duration AT_MOST = Duration.ofSeconds(4);
  private static final int ACCOUNTS = 10_000;
  private final Cache<String, Optional<Standing>> known =
      Caffeine.newBuilder().expireAfterWrite(AT_MOST).maximumSize(ACCOUNTS).build();
  private final AccountRepository accounts;
  private final MembershipRepository memberships;
  private final TenantRepository tenants;

  Standings(
      AccountRepository accounts, MembershipRepository memberships, TenantRepository tenants) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.tenants = tenants;
  }

  /** Empty for an account that is gone or disabled. */
  Optional<Standing> of(String accountId) {
    return known
        .get(accountId, id -> accounts.findById(id).map(this::read))
        .filter(Standing::enabled);
  }

  /** Reads the account again: now, and once more after the transaction that changes it. */
  void changed(String accountId) {
    known.invalidate(accountId);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              known.invalidate(accountId);
            }
          });
    }
  }

  /** After a tenant came or went. */
  void allChanged() {
    known.invalidateAll();
  }

  Standing read(Account account) {
    SortedMap<String, Role> roles = new TreeMap<>();
    memberships
        .findByAccountIdOrderByTenantId(account.id())
        .forEach(membership -> roles.put(membership.tenant().value(), membership.role()));
    if (account.administrator()) {
      tenants.findAll().forEach(tenant -> roles.put(tenant.id().value(), Role.ADMINISTRATOR));
    }
    return new Standing(account.name(), account.enabled(), account.epoch(), roles);
  }
}
