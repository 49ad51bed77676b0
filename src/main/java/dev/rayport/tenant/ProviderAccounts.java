package dev.rayport.tenant;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps accounts, memberships and administrators as the identity provider last told them. */
@Component
class ProviderAccounts {

  private static final int LONGEST_NAME = 56;
  private static final int ATTEMPTS = 5;
  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
  private final AccountRepository accounts;
  private final MembershipRepository memberships;
  private final TenantRepository tenants;
  private final Accounts rules;
  private final Standings standings;
  private final ProviderProperties properties;
  private final TransactionTemplate transaction;

  ProviderAccounts(
      AccountRepository accounts,
      MembershipRepository memberships,
      TenantRepository tenants,
      Accounts rules,
      Standings standings,
      ProviderProperties properties,
      TransactionTemplate transaction) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.tenants = tenants;
    this.rules = rules;
    this.standings = standings;
    this.properties = properties;
    this.transaction = transaction;
  }

  /**
   * The account of that person, made at their first visit.
   *
   * @param asOf when the provider said so; what it said later is not undone
   */
  Account seen(Identity identity, ProviderClaims claims, Instant asOf) {
    Supplier<Account> once =
        () -> transaction.execute(status -> follow(find(identity, claims), claims, asOf));
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return once.get();
      } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
        // Somebody else made or changed it at this moment: it is read again.
      }
    }
    return once.get();
  }

  private Account find(Identity identity, ProviderClaims claims) {
    return accounts
        .findByIssuerAndSubject(identity.issuer(), identity.subject())
        .orElseGet(() ->
            accounts.saveAndFlush(
                Account.of(identity, freeName(claims.name()), Clock.systemUTC().instant())));
  }

  private Account follow(Account account, ProviderClaims claims, Instant asOf) {
    Instant last = account.rolesReadAt().orElse(Instant.MIN);
    if (!asOf.isAfter(last)) {
      return account;
    }
    boolean changed = followMembers(account, claims) | followAdministrator(account, claims);
    if (changed || last.isBefore(asOf.minus(WRITTEN_EVERY))) {
      account.rolesRead(asOf);
    }
    if (changed) {
      standings.changed(account.id());
    }
    return account;
  }

  private boolean followAdministrator(Account account, ProviderClaims claims) {
    if (!properties.namesAdministrators() || account.administrator() == claims.administrator()) {
      return false;
    }
    if (claims.administrator()) {
      account.promote();
    } else {
      account.demote();
    }
    return true;
  }

  private boolean followMembers(Account account, ProviderClaims claims) {
    if (!properties.namesMembers()) {
      return false;
    }
    Map<String, Role> missing = new HashMap<>(claims.roles());
    List<Membership> present = memberships.findByAccountIdOrderByTenantId(account.id());
    boolean changed = false;
    for (Membership membership : present) {
      Role wanted = missing.remove(membership.tenant().value());
      if (wanted == null) {
        memberships.delete(membership);
        changed = true;
      } else if (wanted != membership.role()) {
        membership.give(wanted);
        changed = true;
      }
    }
    for (Map.Entry<String, Role> wish : missing.entrySet()) {
      if (isThere(new TenantId(wish.getKey()))) {
        rules.give(new TenantId(wish.getKey()), account, wish.getValue());
        changed = true;
      }
    }
    return changed;
  }

  private boolean isThere(TenantId tenant) {
    if (tenants.existsById(tenant.value())) {
      return true;
    }
    if (properties.createTenants()) {
      rules.createTenant(tenant);
    }
    return properties.createTenants();
  }

  /** Names are for reading: who somebody is, issuer and subject say. */
  private String freeName(String wanted) {
    String plain =
        Normalizer.normalize(wanted, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9._@-]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    String name = cut.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    String base = name.isEmpty() ? "user" : name;
    String free = base;
    for (int number = 2; accounts.existsByName(free); number++) {
      free = base + "-" + number;
    }
    return free;
  }
}
