package dev.rayport.tenant;

import java.time.Instant;

/**
 * Somebody who belongs to a tenant.
 *
 * @param user sign-in name
 * @param enabled false for an account that may not sign in
 * @param since when they were added
 */
public record Member(TenantId tenant, String user, Role role, boolean enabled, Instant since) {

  Member(String tenant, String user, Role role, boolean enabled, Instant since) {
    this(new TenantId(tenant), user, role, enabled, since);
  }
}
