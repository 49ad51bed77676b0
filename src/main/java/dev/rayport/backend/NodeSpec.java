package dev.rayport.backend;

import dev.rayport.base.Quantity;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One Ray node as asked for.
 *
 * @param cpus cores to reserve
 * @param memory bytes to reserve
 * @param gpus GPUs; logical ones where the machine has none
 * @param rayCpus what Ray may schedule ({@code --num-cpus}); empty: as many as {@code cpus}
 * @param resources custom resources ({@code --resources}), name to amount
 * @param gpuType which GPUs, a name that the platform's configuration knows; empty: any
 * @param startParams further {@code ray start} options from the allow-list, without dashes
 */
public record NodeSpec(
    Quantity cpus,
    Quantity memory,
    int gpus,
    OptionalDouble rayCpus,
    Map<String, Double> resources,
    String gpuType,
    Map<String, String> startParams) {

  public NodeSpec {
    resources = Map.copyOf(resources);
    // Specs stored before these two were known have none.
    gpuType = Objects.requireNonNullElse(gpuType, "");
    startParams = Map.copyOf(Objects.requireNonNullElse(startParams, Map.of()));
  }

  /** A node without a wish for a type of GPU or for further options. */
  public NodeSpec(
      Quantity cpus,
      Quantity memory,
      int gpus,
      OptionalDouble rayCpus,
      Map<String, Double> resources) {
    this(cpus, memory, gpus, rayCpus, resources, "", Map.of());
  }

  /** CPUs that Ray schedules on this node. */
  public double schedulableCpus() {
    return rayCpus.orElse(cpus.cores());
  }
}
