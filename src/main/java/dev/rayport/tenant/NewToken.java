package dev.rayport.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * The wish for a token.
 *
 * @param name what its owner knows it by
 * @param lifetime empty for the longest allowed
 * @param tenant empty for the current one
 */
public record NewToken(
    String name, Scope scope, Optional<Duration> lifetime, Optional<TenantId> tenant) {}
