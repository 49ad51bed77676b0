package dev.rayport.backend;

import java.util.Optional;

/**
 * What the living nodes of a cluster use at a moment.
 *
 * @param cpus cores that are busy
 * @param memory bytes
 * @param gpus GPUs that are busy, such as 1.5 of 2; empty where Ray sees none
 */
public record RayUse(double cpus, long memory, Optional<Double> gpus) {

  static final RayUse NOTHING = new RayUse(0, 0, Optional.empty());

  RayUse plus(RayUse other) {
    return new RayUse(
        cpus + other.cpus,
        memory + other.memory,
        gpus.map(mine -> mine + other.gpus.orElse(0.0)).or(other::gpus));
  }
}
