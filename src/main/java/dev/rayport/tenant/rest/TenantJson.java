package dev.rayport.tenant.rest;

import dev.rayport.tenant.Member;
import dev.rayport.tenant.QuotaState;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as clients read it.
 *
 * @param templates names of those that it may use; null: all
 */
record TenantJson(
    String name,
    Instant createdAt,
    @Nullable List<String> templates,
    List<MemberJson> members,
    QuotasJson quotas,
    QuotasJson use) {

  /** Somebody who belongs to it. */
  record MemberJson(String user, Role role) {

    static MemberJson of(Member member) {
      return new MemberJson(member.user(), member.role());
    }
  }

  static TenantJson of(TenantDetails tenant, QuotaState state) {
    return new TenantJson(
        tenant.id().value(),
        tenant.createdAt(),
        tenant.templates().orElse(null),
        tenant.members().stream().map(MemberJson::of).toList(),
        QuotasJson.of(state.limits()),
        QuotasJson.of(state.use()));
  }
}
