package dev.rayport.template;

import java.time.Instant;
import java.util.Optional;

/**
 * Which template versions to list.
 *
 * @param owner who added it; {@code rayport} for what ships with the portal
 * @param text part of the name; empty for any
 */
public record TemplateQuery(
    Optional<Stage> stage,
    Optional<String> owner,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore) {}
