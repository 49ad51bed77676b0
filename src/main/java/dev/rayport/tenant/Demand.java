package dev.rayport.tenant;

/**
 * What somebody wants of a quota.
 *
 * @param stage by name, such as {@code TRAINING}
 */
public record Demand(String stage, Amounts amounts) {}
