package dev.rayport.admin;

import java.time.Instant;
import java.util.Optional;

/**
 * What a cluster really used when it was last asked.
 *
 * @param at when that was
 * @param cpus cores that were busy
 * @param memory bytes in use
 * @param gpus GPUs that were busy, such as 1.5 of 2; empty where Ray reports none
 * @param silentSince since when it does not answer, so that all else is of the time before; empty
 *     while it does
 */
public record Use(
    Instant at, double cpus, long memory, Optional<Double> gpus, Optional<Instant> silentSince) {}
