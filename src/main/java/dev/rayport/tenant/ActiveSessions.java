package dev.rayport.tenant;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/** Whether a browser session may go on. */
@Service
public class ActiveSessions {

  /**
   * False once the account is disabled, its password was changed elsewhere, or its last membership
   * is gone. One whose current tenant is gone goes on in another of its tenants.
   */
  @AsAnyone("it is asked before each request's rights are known")
  public boolean goesOn(Authentication authentication) {
    if (!(authentication.getPrincipal() instanceof SignedIn user)) {
      return true;
    }
    if (user.role().isEmpty()) {
      user.standing().flatMap(Standing::firstTenant).ifPresent(user::switchTo);
    }
    return user.role().isPresent();
  }
}
