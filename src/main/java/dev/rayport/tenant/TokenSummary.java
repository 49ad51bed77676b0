package dev.rayport.tenant;

import java.time.Instant;
import java.util.Optional;

/** A token as its owner sees it later, without its value. */
public record TokenSummary(
    String id,
    String name,
    TenantId tenant,
    Scope scope,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> lastUsedAt) {}
