package dev.rayport.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as lists show it.
 *
 * @param issuer the identity provider that signs its person in; empty for one with a password
 * @param tenants those it is a member of; for a lead only their own
 */
public record AccountSummary(
    String id,
    String name,
    boolean administrator,
    boolean enabled,
    Optional<String> issuer,
    List<TenantRole> tenants,
    Instant createdAt,
    Optional<Instant> signedInAt) {}
