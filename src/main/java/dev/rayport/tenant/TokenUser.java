package dev.rayport.tenant;

import org.springframework.security.core.AuthenticatedPrincipal;

/** Who acts through an API token, for the length of one request. */
record TokenUser(CurrentUser currentUser, Scope scope)
    implements CurrentUser.Holder, AuthenticatedPrincipal {

  @Override
  public String getName() {
    return currentUser.name();
  }
}
