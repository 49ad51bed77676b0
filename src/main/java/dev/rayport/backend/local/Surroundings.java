package dev.rayport.backend.local;

import dev.rayport.backend.ClusterKey;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every supervisor works with.
 *
 * @param ports a fresh block of free ones
 * @param onChange told when an observation changed
 */
record Surroundings(
    LocalHome home,
    ClusterFiles files,
    ProcessTable processes,
    NodeLauncher launcher,
    Supplier<PortBlock> ports,
    Consumer<ClusterKey> onChange,
    Duration startTimeout) {}
