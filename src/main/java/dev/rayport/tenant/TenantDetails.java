package dev.rayport.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant as its leads and administrators see it.
 *
 * @param templates names of those that it may use; empty: all
 * @param members by name
 */
public record TenantDetails(
    TenantId id, Instant createdAt, Optional<List<String>> templates, List<Member> members) {

  public TenantDetails {
    templates = templates.map(List::copyOf);
    members = List.copyOf(members);
  }
}
