package dev.rayport.backend;

import dev.rayport.base.Quantity;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One Ray node as asked for.
 *
 * @param cpus cores to reserve
 * @param memory bytes to reserve
 * @param gpus GPUs; logical ones where the machine has none
 * @param rayCpus what Ray may schedule ({@code --num-cpus}); empty: as many as {@code cpus}
 * @param resources custom resources ({@code --resources}), name to amount
 */
public record NodeSpec(
    Quantity cpus,
    Quantity memory,
    int gpus,
    OptionalDouble rayCpus,
    Map<String, Double> resources) {

  public NodeSpec {
    resources = Map.copyOf(resources);
  }

  /** CPUs that Ray schedules on this node. */
  public double schedulableCpus() {
    return rayCpus.orElse(cpus.cores());
  }
}
