package dev.rayport.job;

import dev.rayport.base.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the entrypoint itself reserves in Ray; nothing given: it runs on the head. */
public record JobResources(
    OptionalDouble cpus,
    OptionalDouble gpus,
    Optional<Quantity> memory,
    Map<String, Double> custom) {

  public static JobResources none() {
    return new JobResources(
        OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Map.of());
  }
}
