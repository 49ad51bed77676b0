package dev.rayport.backend;

import java.util.List;
import java.util.Map;

/**
 * Worker nodes of one kind, as in KubeRay's {@code workerGroupSpecs}.
 *
 * @param name unique in the cluster, DNS-1035
 * @param min fewest workers the autoscaler keeps
 * @param max most workers
 * @param replicas workers at the start; {@code min ≤ replicas ≤ max}
 * @param spot whether nodes may be taken away
 * @param nodeSelector Kubernetes node labels; ignored locally
 * @param tolerations Kubernetes tolerations, as in a pod; ignored locally
 * @param suspended whether none of its workers are to run for now
 */
public record WorkerGroupSpec(
    String name,
    NodeSpec node,
    int min,
    int max,
    int replicas,
    boolean spot,
    Map<String, String> nodeSelector,
    List<Map<String, String>> tolerations,
    boolean suspended) {

  public WorkerGroupSpec {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
  }

  /** A group that runs. */
  public WorkerGroupSpec(
      String name,
      NodeSpec node,
      int min,
      int max,
      int replicas,
      boolean spot,
      Map<String, String> nodeSelector,
      List<Map<String, String>> tolerations) {
    this(name, node, min, max, replicas, spot, nodeSelector, tolerations, false);
  }

  /** Workers that run at the start. */
  public int running() {
    return suspended ? 0 : replicas;
  }

  /** The same group, running or not. */
  public WorkerGroupSpec suspended(boolean rests) {
    return new WorkerGroupSpec(
        name, node, min, max, replicas, spot, nodeSelector, tolerations, rests);
  }

  /** The same group with as many workers as it may have. */
  WorkerGroupSpec largest() {
    return new WorkerGroupSpec(
        name, node, min, max, Math.max(max, replicas), spot, nodeSelector, tolerations, suspended);
  }

  /** Whether the autoscaler may add or take away workers. */
  public boolean autoscales() {
    return min < max;
  }
}
