package dev.rayport.tenant;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who acts, in which tenant, with which role.
 *
 * @param accountId the account's id, {@code ac_…}
 * @param name the sign-in name, shown as owner
 * @param role the role in {@code tenant}
 */
public record CurrentUser(String accountId, String name, TenantId tenant, Role role) {

  /** What an {@link Authentication}'s principal implements so that it is one of ours. */
  public interface Holder {
    CurrentUser currentUser();
  }

  /**
   * The user of this thread's request.
   *
   * @throws IllegalStateException outside a signed-in request
   */
  public static CurrentUser require() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Holder holder) {
      return holder.currentUser();
    }
    throw new IllegalStateException("No user is signed in on this thread");
  }

  /** Whether the user may change what {@code ownerId} owns in the same tenant. */
  public boolean mayChange(String ownerId) {
    return role.atLeast(Role.LEAD) || (role.atLeast(Role.RESEARCHER) && accountId.equals(ownerId));
  }
}
