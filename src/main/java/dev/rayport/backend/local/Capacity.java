package dev.rayport.backend.local;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import java.util.List;
import java.util.Locale;

/**
 * What this machine holds for clusters. Memory is promised once; of CPUs, which Ray only counts and
 * does not enforce, several are promised for each core. GPUs are counted by Ray alone here.
 *
 * @param cpus that may be promised
 * @param memory bytes that may be promised
 * @param nodes Ray nodes that find ports
 */
record Capacity(double cpus, long memory, int nodes) {

  // Measured: a head with its dashboard holds 0.95 GB before any work.
  private static final long HEAD_FLOOR = 1L << 30;
  private static final long KEPT_FREE = 1L << 30;

  static Capacity of(LocalProperties properties, int machineCores, long machineMemory, int nodes) {
    double cores = properties.cpus() == null ? machineCores : properties.cpus();
    long memory =
        properties.memory() == null
            ? Math.max(machineMemory / 2, machineMemory - KEPT_FREE)
            : properties.memory().toBytes();
    return new Capacity(cores * properties.cpuOvercommit(), memory, nodes);
  }

  Fit fit(ClusterSpec spec, List<ClusterSpec> running) {
    double usedCpus = running.stream().mapToDouble(ClusterSpec::totalCpus).sum();
    long usedMemory = running.stream().mapToLong(Capacity::memoryOf).sum();
    int usedNodes = running.stream().mapToInt(Capacity::nodesOf).sum();
    return of("memory", memoryOf(spec), memory, memory - usedMemory)
        .or(() -> of("cpu", spec.totalCpus(), cpus, cpus - usedCpus))
        .or(() -> of("nodes", nodesOf(spec), nodes, (double) nodes - usedNodes))
        .orElseGet(Fit::now);
  }

  private static java.util.Optional<Fit> of(
      String resource, double needed, double all, double free) {
    if (needed > all) {
      return java.util.Optional.of(
          new Fit(
              Fit.Answer.NEVER,
              resource,
              "needs %s, this machine has %s for clusters."
                  .formatted(words(resource, needed), words(resource, all))));
    }
    if (needed > free) {
      return java.util.Optional.of(
          new Fit(
              Fit.Answer.LATER,
              resource,
              "needs %s, %s are free."
                  .formatted(words(resource, needed), words(resource, Math.max(0, free)))));
    }
    return java.util.Optional.empty();
  }

  static long memoryOf(ClusterSpec spec) {
    long head = spec.head().memory().bytes();
    return spec.totalMemory().bytes() - head + Math.max(head, HEAD_FLOOR);
  }

  private static int nodesOf(ClusterSpec spec) {
    return 1 + spec.workers();
  }

  private static String words(String resource, double amount) {
    String unit =
        switch (resource) {
          case "memory" -> "GiB of memory";
          case "cpu" -> "CPUs";
          default -> "Ray nodes";
        };
    double shown = resource.equals("memory") ? amount / (1L << 30) : amount;
    String number = String.format(Locale.ROOT, "%.1f", shown).replaceFirst("\\.0$", "");
    return number + " " + unit;
  }
}
