package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Rules of accounts, tenants and memberships, whoever asks; callers bring the transaction. */
@Component
class Accounts {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9._@]{0,62}[a-z0-9])?");
  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 1000;
  private final AccountRepository accounts;
  private final MembershipRepository memberships;
  private final TenantRepository tenants;
  private final ApiTokenRepository tokens;
  private final ProviderProperties provider;
  private final Standings standings;
  private final PasswordEncoder passwords;

  Accounts(
      AccountRepository accounts,
      MembershipRepository memberships,
      TenantRepository tenants,
      ApiTokenRepository tokens,
      ProviderProperties provider,
      Standings standings,
      PasswordEncoder passwords) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.tenants = tenants;
    this.tokens = tokens;
    this.provider = provider;
    this.standings = standings;
    this.passwords = passwords;
  }

  boolean none() {
    return accounts.count() == 0;
  }

  TenantId createTenant(TenantId tenant) {
    if (tenants.existsById(tenant.value())) {
      throw Refusal.conflict("name-taken", "There is a tenant “%s” already.".formatted(tenant));
    }
    tenants.save(new Tenant(tenant, Clock.systemUTC().instant()));
    standings.allChanged();
    return tenant;
  }

  /**
   * @throws Refusal naming the field {@code name} or {@code password}
   */
  Account create(String name, String password) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "name",
          "Only lower-case letters a to z, digits and . - _ @, starting and ending with a letter"
              + " or digit; at most 64 characters.");
    }
    if (accounts.existsByName(name)) {
      throw Refusal.conflict("name-taken", "There is an account “%s” already.".formatted(name));
    }
    problemWith(password, name)
        .ifPresent(problem -> {
          throw Refusal.invalid("password", problem);
        });
    return add(name, password);
  }

  /**
   * As {@link #create}, whatever the password is like: the machine's owner chose it. Written at
   * once, so that of two who take a name at the same moment the second learns it here.
   */
  Account add(String name, String password) {
    return accounts.saveAndFlush(
        new Account(RandomId.next("ac"), name, hash(password), Clock.systemUTC().instant()));
  }

  Account byName(String name) {
    return accounts.findByName(name).orElseThrow(() -> Refusal.notFound("account", name));
  }

  Account byId(String id) {
    return accounts.findById(id).orElseThrow(() -> Refusal.notFound("account", id));
  }

  void setMember(TenantId tenant, Account account, Role role) {
    if (role == Role.ADMINISTRATOR) {
      throw Refusal.invalid("role", "role must be VIEWER, RESEARCHER or LEAD.");
    }
    if (!tenants.existsById(tenant.value())) {
      throw Refusal.notFound("tenant", tenant.value());
    }
    refuseIfDecidedElsewhere(account);
    give(tenant, account, role);
  }

  private void refuseIfDecidedElsewhere(Account account) {
    if (!account.hasPassword() && provider.namesMembers()) {
      throw Refusal.conflict(
          "roles-from-provider",
          "%s decides which tenants and roles %s has; change it there."
              .formatted(provider.name(), account.name()));
    }
  }

  void give(TenantId tenant, Account account, Role role) {
    Optional<Membership> present =
        memberships.findByAccountIdAndTenantId(account.id(), tenant.value());
    present.ifPresentOrElse(
        membership -> membership.give(role),
        () ->
            memberships.save(
                new Membership(
                    RandomId.next("me"), account.id(), tenant, role, Clock.systemUTC().instant())));
    standings.changed(account.id());
  }

  void removeMember(TenantId tenant, Account account) {
    refuseIfDecidedElsewhere(account);
    memberships.delete(
        memberships
            .findByAccountIdAndTenantId(account.id(), tenant.value())
            .orElseThrow(() -> Refusal.notFound("member", account.name())));
    standings.changed(account.id());
  }

  /** Its sessions and tokens end, and stay ended when it is enabled again. */
  void disable(Account account) {
    if (account.administrator()) {
      leaveOneAdministrator(account);
    }
    account.disable();
    tokens.deleteByAccountId(account.id());
    standings.changed(account.id());
  }

  void enable(Account account) {
    account.enable();
    standings.changed(account.id());
  }

  void makeAdministrator(Account account, boolean wish) {
    if (!account.hasPassword() && provider.namesAdministrators()) {
      throw Refusal.invalid(
          "administrator",
          "%s decides who of its people is an administrator here; change it there."
              .formatted(provider.name()));
    }
    if (wish) {
      account.promote();
    } else {
      leaveOneAdministrator(account);
      account.demote();
    }
    standings.changed(account.id());
  }

  private void leaveOneAdministrator(Account leaving) {
    boolean others =
        accounts.lockAdministrators().stream().anyMatch(each -> !each.id().equals(leaving.id()));
    if (!others) {
      throw Refusal.conflict(
          "last-administrator",
          "%s is the last administrator; make another account an administrator first."
              .formatted(leaving.name()));
    }
  }

  /**
   * @throws Refusal naming the field {@code password}
   */
  void resetPassword(Account account, String password) {
    if (!account.hasPassword()) {
      throw Refusal.invalid(
          "password",
          "%s signs %s in; it has no password here.".formatted(provider.name(), account.name()));
    }
    problemWith(password, account.name())
        .ifPresent(problem -> {
          throw Refusal.invalid("password", problem);
        });
    account.changePassword(hash(password));
    standings.changed(account.id());
  }

  /**
   * @throws Refusal naming the field {@code oldPassword} or {@code newPassword}
   */
  void changePassword(Account account, String oldPassword, String newPassword) {
    if (!account.hasPassword()) {
      throw Refusal.invalid(
          "oldPassword", "%s signs you in; change your password there.".formatted(provider.name()));
    }
    if (!passwords.matches(oldPassword, account.passwordHash())) {
      throw Refusal.invalid("oldPassword", "This is not your current password.");
    }
    problemWith(newPassword, account.name())
        .ifPresent(problem -> {
          throw Refusal.invalid("newPassword", problem);
        });
    account.changePassword(hash(newPassword));
    standings.changed(account.id());
  }

  /** What is wrong with a new password, in words beside its field. */
  static Optional<String> problemWith(String password, String name) {
    if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
      return Optional.of("Use at least %d characters.".formatted(SHORTEST_PASSWORD));
    }
    if (password.length() > LONGEST_PASSWORD) {
      return Optional.of("Use at most %,d characters.".formatted(LONGEST_PASSWORD));
    }
    if (password.toLowerCase(Locale.ROOT).contains(name)) {
      return Optional.of("Leave your name out of it.");
    }
    return Optional.empty();
  }

  private String hash(String password) {
    return String.valueOf(passwords.encode(password));
  }
}
