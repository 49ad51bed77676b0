package dev.rayport.tenant;

/**
 * Something was recorded in the audit log; told within the same transaction.
 *
 * @param object id of what was acted on
 */
public record Recorded(String action, String object) {}
