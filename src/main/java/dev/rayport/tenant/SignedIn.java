package dev.rayport.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A person in a browser session. Holds no role: role and right to be here are looked up at each
 * use, since sessions and open pages live much longer than roles.
 */
sealed class SignedIn implements UserDetails, CurrentUser.Holder permits ProviderUser {

  private static final long serialVersionUID = 1L;
  private final String accountId;
  private final String name;
  private final transient Standings standings;
  private volatile int epoch;
  private transient volatile TenantId tenant;

  SignedIn(Account account, TenantId tenant, Standings standings) {
    this.accountId = account.id();
    this.name = account.name();
    this.epoch = account.epoch();
    this.tenant = tenant;
    this.standings = standings;
  }

  /** What a session begins with. */
  record Start(Account account, TenantId tenant, Standings standings) {}

  @Override
  public CurrentUser currentUser() {
    Role role =
        role()
            .orElseThrow(
                () -> new AccessDeniedException("You are no longer a member of this tenant."));
    return new CurrentUser(accountId, name, tenant, role);
  }

  /** Empty when the session has ended or the membership is gone. */
  Optional<Role> role() {
    return standing().flatMap(standing -> standing.in(tenant));
  }

  /** Empty when the session has ended: account disabled, password changed. */
  Optional<Standing> standing() {
    return standings.of(accountId).filter(standing -> standing.epoch() == epoch);
  }

  String accountId() {
    return accountId;
  }

  void switchTo(TenantId other) {
    tenant = other;
  }

  /** This session stays when the others end. */
  void keepFor(int newEpoch) {
    epoch = newEpoch;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of(new LiveRole(this));
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public String getUsername() {
    return name;
  }

  /** An authority that is the role of this very moment, although Spring keeps the object. */
  private record LiveRole(SignedIn user) implements GrantedAuthority {

    @Override
    public String getAuthority() {
      return "ROLE_" + user.role().map(Role::name).orElse("NONE");
    }
  }
}
