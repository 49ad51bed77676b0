package dev.rayport.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * Which clusters of all tenants.
 *
 * @param which as in lists of one tenant; its text is sought in names of tenants and owners too
 * @param idle for at least this long
 */
public record OverseenQuery(ClusterQuery which, Optional<String> tenant, Optional<Duration> idle) {}
