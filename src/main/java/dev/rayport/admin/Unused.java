package dev.rayport.admin;

import dev.rayport.cluster.Holding;
import java.util.Optional;

/** What is held and not used. */
record Unused(double cpus, double memory, double gpus) {

  static final Unused NOTHING = new Unused(0, 0, 0);

  /**
   * @param idle whether nobody works on it: all that it holds is unused then
   * @param use as measured; empty: nobody knows, so nothing is called unused
   */
  static Unused of(Holding held, boolean idle, Optional<Use> use) {
    if (idle) {
      return new Unused(held.cpus(), held.memory(), held.allGpus());
    }
    return use.filter(known -> known.silentSince().isEmpty())
        .map(known ->
            new Unused(
                Math.max(0, held.cpus() - known.cpus()),
                Math.max(0, held.memory() - known.memory()),
                known.gpus().map(busy -> Math.max(0, held.allGpus() - busy)).orElse(0.0)))
        .orElse(NOTHING);
  }
}
