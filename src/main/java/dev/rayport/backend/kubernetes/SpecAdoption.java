package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes over into a spec what differs between two readings of its {@code RayCluster}: as it was
 * applied, and as it is there. What reads the same in both stays as the spec says it, for reading
 * forgets which nodes are spot nodes, and what the platform's settings added.
 *
 * @param applied as it was applied
 * @param there as the API server has it
 */
record SpecAdoption(ClusterSpec spec, ClusterSpec applied, ClusterSpec there) {

  ClusterSpec adopted() {
    PlatformSpec own = spec.platform();
    PlatformSpec was = applied.platform();
    PlatformSpec is = there.platform();
    return new ClusterSpec(
        pick(spec.rayVersion(), applied.rayVersion(), there.rayVersion()),
        node(spec.head(), applied.head(), there.head()),
        there.workerGroups().stream().map(this::group).toList(),
        map(spec.env(), applied.env(), there.env()),
        new PlatformSpec(
            pick(own.image(), was.image(), is.image()),
            list(own.envFrom(), was.envFrom(), is.envFrom()),
            list(own.volumes(), was.volumes(), is.volumes()),
            map(own.nodeSelector(), was.nodeSelector(), is.nodeSelector()),
            list(own.tolerations(), was.tolerations(), is.tolerations()),
            pick(own.autoscaler(), was.autoscaler(), is.autoscaler()),
            pick(own.redis(), was.redis(), is.redis()),
            pick(own.walls(), was.walls(), is.walls())));
  }

  private WorkerGroupSpec group(WorkerGroupSpec is) {
    Optional<WorkerGroupSpec> own = named(spec, is.name());
    Optional<WorkerGroupSpec> was = named(applied, is.name());
    if (own.isEmpty() || was.isEmpty()) {
      return is;
    }
    int min = pick(own.get().min(), was.get().min(), is.min());
    int max = pick(own.get().max(), was.get().max(), is.max());
    int replicas =
        min < max ? Math.clamp(own.get().replicas(), min, max) : Math.max(min, is.replicas());
    return new WorkerGroupSpec(
        is.name(),
        node(own.get().node(), was.get().node(), is.node()),
        min,
        max,
        replicas,
        own.get().spot(),
        map(own.get().nodeSelector(), was.get().nodeSelector(), is.nodeSelector()),
        list(own.get().tolerations(), was.get().tolerations(), is.tolerations()),
        pick(own.get().suspended(), was.get().suspended(), is.suspended()));
  }

  private static Optional<WorkerGroupSpec> named(ClusterSpec spec, String name) {
    return spec.workerGroups().stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private static NodeSpec node(NodeSpec own, NodeSpec was, NodeSpec is) {
    return new NodeSpec(
        pick(own.cpus(), was.cpus(), is.cpus()),
        pick(own.memory(), was.memory(), is.memory()),
        pick(own.gpus(), was.gpus(), is.gpus()),
        pick(own.rayCpus(), was.rayCpus(), is.rayCpus()),
        map(own.resources(), was.resources(), is.resources()),
        own.gpuType(),
        map(own.startParams(), was.startParams(), is.startParams()));
  }

  private static <T> T pick(T own, T was, T is) {
    return was.equals(is) ? own : is;
  }

  private static <V> Map<String, V> map(Map<String, V> own, Map<String, V> was, Map<String, V> is) {
    Map<String, V> all = new LinkedHashMap<>(own);
    was.keySet().stream().filter(key -> !is.containsKey(key)).forEach(all::remove);
    is.forEach((key, value) -> {
      if (!value.equals(was.get(key))) {
        all.put(key, value);
      }
    });
    return all;
  }

  private static <T> List<T> list(List<T> own, List<T> was, List<T> is) {
    List<T> all = new ArrayList<>(own);
    all.removeIf(item -> was.contains(item) && !is.contains(item));
    is.stream().filter(item -> !was.contains(item) && !all.contains(item)).forEach(all::add);
    return all;
  }
}
