package dev.rayport.tenant;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What an account may do where, at one moment.
 *
 * @param epoch sessions of an earlier one have ended
 * @param roles by tenant name
 */
record Standing(String name, boolean enabled, int epoch, SortedMap<String, Role> roles) {

  Optional<Role> in(TenantId tenant) {
    return Optional.ofNullable(roles.get(tenant.value()));
  }

  /** Where a session begins: in the portal's own first tenant, else in the first by name. */
  Optional<TenantId> firstTenant() {
    if (roles.containsKey(FirstStart.TENANT)) {
      return Optional.of(new TenantId(FirstStart.TENANT));
    }
    return roles.isEmpty() ? Optional.empty() : Optional.of(new TenantId(roles.firstKey()));
  }
}
