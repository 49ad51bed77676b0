package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts: one's own, and for administrators everybody's. */
@Service
public class AccountService {

  private final Accounts accounts;
  private final PersistentTokenRepository remembered;
  private final InitialAdminFile initialAdmin;
  private final SignInThrottle throttle;
  private final AuditLog audit;

  AccountService(
      Accounts accounts,
      PersistentTokenRepository remembered,
      InitialAdminFile initialAdmin,
      SignInThrottle throttle,
      AuditLog audit) {
    this.accounts = accounts;
    this.remembered = remembered;
    this.initialAdmin = initialAdmin;
    this.throttle = throttle;
    this.audit = audit;
  }

  /**
   * Changes the current user's password and ends their other sessions.
   *
   * @throws Refusal naming the field {@code oldPassword} or {@code newPassword}
   */
  @AsViewer
  @Transactional
  public void changePassword(String oldPassword, String newPassword) {
    SignedIn user = inBrowser();
    Account account = accounts.byId(user.currentUser().accountId());
    if (throttle.closed(account.name(), Caller.address())) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY, "too-many-attempts", "Too many wrong passwords; wait a while.");
    }
    try {
      accounts.changePassword(account, oldPassword, newPassword);
    } catch (Refusal refusal) {
      if (refusal.errors().stream().anyMatch(error -> error.field().equals("oldPassword"))) {
        throttle.mistake(account.name(), Caller.address());
      }
      throw refusal;
    }
    user.keepFor(account.epoch());
    remembered.removeUserTokens(account.name());
    audit.record("account.change-password", account.id(), "");
    initialAdmin.forget(account.name());
  }

  /** False for who is signed in by an identity provider, which keeps their password. */
  @AsViewer
  public boolean hasPassword() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && !(authentication.getPrincipal() instanceof ProviderUser);
  }

  /** Makes an account that can sign in once it is a member of a tenant. */
  @AsAdministrator
  @Transactional
  public String create(String name, String password) {
    String id = accounts.create(name, password).id();
    audit.record("account.create", id, name);
    return id;
  }

  /** Ends all sessions and tokens of the account. */
  @AsAdministrator
  @Transactional
  public void disable(String name) {
    change(name, AccountChange.enabled(false));
  }

  /**
   * Changes what is given; the administrator who does it need not know the old password.
   *
   * @throws Refusal for the last administrator, and for what an identity provider decides
   */
  @AsAdministrator
  @Transactional
  public void change(String name, AccountChange change) {
    Account account = accounts.byName(name);
    change.administrator().ifPresent(wish -> makeAdministrator(account, wish));
    change.enabled().ifPresent(wish -> enable(account, wish));
    change.password().ifPresent(password -> resetPassword(account, password));
  }

  private void makeAdministrator(Account account, boolean wish) {
    if (wish != account.administrator()) {
      accounts.makeAdministrator(account, wish);
      audit.record(wish ? "account.promote" : "account.demote", account.id(), account.name());
    }
  }

  private void enable(Account account, boolean wish) {
    if (wish == account.enabled()) {
      return;
    }
    if (wish) {
      accounts.enable(account);
    } else {
      accounts.disable(account);
      remembered.removeUserTokens(account.name());
    }
    audit.record(wish ? "account.enable" : "account.disable", account.id(), account.name());
  }

  private void resetPassword(Account account, String password) {
    accounts.resetPassword(account, password);
    remembered.removeUserTokens(account.name());
    audit.record("account.reset-password", account.id(), account.name());
    initialAdmin.forget(account.name());
  }

  private static SignedIn inBrowser() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof SignedIn user) {
      return user;
    }
    throw Refusal.forbidden("Sign in with your password for this; a token is not enough.");
  }
}
