package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is allocated to a cluster at a moment, whether it uses it or not.
 *
 * @param cpus cores
 * @param memory bytes
 * @param gpus how many of each type, as the platform's configuration calls it; of type {@code ""}:
 *     of any
 */
public record Holding(double cpus, long memory, Map<String, Integer> gpus) {

  public static final Holding NOTHING = new Holding(0, 0, Map.of());
  private static final String HEAD = "head";

  public Holding {
    gpus = Map.copyOf(gpus);
  }

  /** GPUs of all types. */
  public int allGpus() {
    return gpus.values().stream().mapToInt(Integer::intValue).sum();
  }

  public boolean isNothing() {
    return cpus == 0 && memory == 0 && allGpus() == 0;
  }

  /**
   * Of nodes that are there, or else of those that are asked for.
   *
   * @param spec needed only where there are GPUs, whose types it knows
   */
  static Holding of(
      ClusterEntity cluster, Optional<ClusterSpec> spec, Optional<ClusterObservation> seen) {
    return seen.filter(known -> !known.nodes().isEmpty())
        .map(known -> of(known, types(spec)))
        .or(() -> spec.map(Holding::asked))
        .orElseGet(() -> new Holding(cluster.cpus, cluster.memoryBytes, Map.of()));
  }

  private static Holding of(ClusterObservation seen, Map<String, String> types) {
    Sum sum = new Sum();
    for (NodeObservation node : seen.nodes()) {
      if (node.state() == NodeObservation.State.READY
          || node.state() == NodeObservation.State.STARTING) {
        sum.add(node.cpus().cores(), node.memory().bytes(), 1);
        sum.addGpus(types.getOrDefault(node.group(), ""), node.gpus());
      }
    }
    return sum.holding();
  }

  private static Holding asked(ClusterSpec spec) {
    Sum sum = new Sum();
    sum.add(spec.head().cpus().cores(), spec.head().memory().bytes(), 1);
    sum.addGpus(spec.head().gpuType(), spec.head().gpus());
    for (WorkerGroupSpec group : spec.workerGroups()) {
      sum.add(group.node().cpus().cores(), group.node().memory().bytes(), group.running());
      sum.addGpus(group.node().gpuType(), group.node().gpus() * group.running());
    }
    return sum.holding();
  }

  private static Map<String, String> types(Optional<ClusterSpec> spec) {
    Map<String, String> types = new HashMap<>();
    spec.ifPresent(known -> {
      types.put(HEAD, known.head().gpuType());
      known.workerGroups().forEach(group -> types.put(group.name(), group.node().gpuType()));
    });
    return types;
  }

  private static final class Sum {
    private double cpus;
    private long memory;
    private final Map<String, Integer> gpus = new TreeMap<>();

    void add(double cores, long bytes, int times) {
      cpus += cores * times;
      memory += bytes * times;
    }

    void addGpus(String type, int number) {
      if (number > 0) {
        gpus.merge(type, number, Integer::sum);
      }
    }

    Holding holding() {
      return new Holding(cpus, memory, gpus);
    }
  }
}
