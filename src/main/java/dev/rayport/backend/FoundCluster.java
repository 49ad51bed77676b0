package dev.rayport.backend;

import java.time.Instant;

/**
 * A cluster on the platform that the portal did not make.
 *
 * @param stage lower-case stage whose place it is in
 * @param object what the platform calls it
 * @param madeBy who wrote it first, as the platform calls them
 * @param rayVersion as it says; may be empty
 * @param workers as it asks for
 */
public record FoundCluster(
    String stage,
    String object,
    String madeBy,
    Instant createdAt,
    String rayVersion,
    int workers) {}
