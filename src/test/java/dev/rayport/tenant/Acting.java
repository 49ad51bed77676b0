package dev.rayport.tenant;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets a test's thread act as a user without an account. */
public final class Acting {

  private Acting() {}

  private record Actor(CurrentUser currentUser) implements CurrentUser.Holder {}

  public static void as(String tenant, String name, Role role) {
    CurrentUser user = new CurrentUser("ac_" + name, name, new TenantId(tenant), role);
    SecurityContextHolder.getContext()
        .setAuthentication(
            new TestingAuthenticationToken(new Actor(user), "", "ROLE_" + role.name()));
  }

  public static void nobody() {
    SecurityContextHolder.clearContext();
  }
}
