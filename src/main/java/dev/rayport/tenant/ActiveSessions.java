package dev.rayport.tenant;

import dev.rayport.base.Change;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/** Whether a browser session may go on. */
@Service
public class ActiveSessions {

  private final ObjectProvider<ProviderStanding> provider;
  private final ProviderSessions sessions;

  ActiveSessions(ObjectProvider<ProviderStanding> provider, ProviderSessions sessions) {
    this.provider = provider;
    this.sessions = sessions;
  }

  /**
   * False once the account is disabled, its password was changed elsewhere, or its last membership
   * is gone. One whose current tenant is gone goes on in another of its tenants. Roles that an
   * identity provider gives are read again there.
   */
  @AsAnyone("it is asked before each request's rights are known")
  public boolean goesOn(Authentication authentication) {
    if (authentication.getPrincipal() instanceof ProviderUser user) {
      ProviderStanding standing = provider.getIfAvailable();
      return standing != null && standing.goesOn(user) && isAtHome(user);
    }
    return isOpen(authentication);
  }

  /** The same from what is known here, for pages that nobody touches at the moment. */
  @AsAnyone("it is asked when nobody is on the thread")
  public boolean isOpen(Authentication authentication) {
    return switch (authentication.getPrincipal()) {
      case ProviderUser user -> sessions.isOpen(user.session()) && isAtHome(user);
      case SignedIn user -> isAtHome(user);
      case null, default -> true;
    };
  }

  /** Whether the news may be that this session has ended. */
  @AsAnyone("it is asked when nobody is on the thread")
  public boolean concerns(Change change, Authentication authentication) {
    return Standings.isOfAccount(change)
        && authentication.getPrincipal() instanceof SignedIn user
        && user.accountId().equals(change.id());
  }

  private static boolean isAtHome(SignedIn user) {
    if (user.role().isEmpty()) {
      user.standing().flatMap(Standing::firstTenant).ifPresent(user::switchTo);
    }
    return user.role().isPresent();
  }
}
