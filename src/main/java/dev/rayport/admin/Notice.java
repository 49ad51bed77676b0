package dev.rayport.admin;

import java.time.Instant;

/**
 * What an administrator did to one of the reader's clusters.
 *
 * @param actor the administrator's name
 * @param words why, as they wrote it
 */
public record Notice(
    String id,
    String clusterId,
    String clusterName,
    FleetAction action,
    String actor,
    String words,
    Instant at) {}
