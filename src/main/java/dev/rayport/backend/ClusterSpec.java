package dev.rayport.backend;

import dev.rayport.base.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything a backend needs to start a cluster; immutable, stored with the cluster.
 *
 * @param rayVersion such as {@code 2.58.0}
 * @param env environment of every Ray process; reserved names are refused before, and those that
 *     name a secret, {@code @secret/name}, are for jobs alone
 * @param platform what only a platform of pods can give
 */
public record ClusterSpec(
    String rayVersion,
    NodeSpec head,
    List<WorkerGroupSpec> workerGroups,
    Map<String, String> env,
    PlatformSpec platform) {

  private static final String SECRET = "@secret/";

  public ClusterSpec {
    workerGroups = List.copyOf(workerGroups);
    env = Map.copyOf(env);
    // Specs stored before there was a platform have none.
    platform = Objects.requireNonNullElse(platform, PlatformSpec.NONE);
  }

  /** A spec that asks nothing of a platform. */
  public ClusterSpec(
      String rayVersion,
      NodeSpec head,
      List<WorkerGroupSpec> workerGroups,
      Map<String, String> env) {
    this(rayVersion, head, workerGroups, env, PlatformSpec.NONE);
  }

  /** Variables that name a secret: they are given to jobs, never to Ray's own processes. */
  public Map<String, String> handedToJobs() {
    return sorted(true);
  }

  /** Variables of Ray's own processes. */
  public Map<String, String> ofProcesses() {
    return sorted(false);
  }

  private Map<String, String> sorted(boolean secret) {
    Map<String, String> some = new TreeMap<>(env);
    some.values().removeIf(value -> value.startsWith(SECRET) != secret);
    return some;
  }

  /** Whether any group may change its size by itself. */
  public boolean autoscales() {
    return workerGroups.stream().anyMatch(WorkerGroupSpec::autoscales);
  }

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "ClusterSpec[%s, %s, %s, env %s]"
        .formatted(rayVersion, head, workerGroups, env.keySet());
  }

  /** The same with as many workers as it may grow to; groups that rest stay at rest. */
  public ClusterSpec largest() {
    return new ClusterSpec(
        rayVersion,
        head,
        workerGroups.stream().map(WorkerGroupSpec::largest).toList(),
        env,
        platform);
  }

  /** Workers at the start, over all groups. */
  public int workers() {
    return workerGroups.stream().mapToInt(WorkerGroupSpec::running).sum();
  }

  /** Cores of head and workers together. */
  public double totalCpus() {
    return head.cpus().cores()
        + workerGroups.stream().mapToDouble(g -> g.running() * g.node().cpus().cores()).sum();
  }

  /** Logical or real GPUs of head and workers together. */
  public int totalGpus() {
    return head.gpus() + workerGroups.stream().mapToInt(g -> g.running() * g.node().gpus()).sum();
  }

  /** Memory of head and workers together. */
  public Quantity totalMemory() {
    return Quantity.ofBytes(
        head.memory().bytes()
            + workerGroups.stream().mapToLong(g -> g.running() * g.node().memory().bytes()).sum());
  }
}
