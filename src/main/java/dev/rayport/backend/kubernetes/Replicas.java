package dev.rayport.backend.kubernetes;

import dev.rayport.backend.WorkerGroupSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many workers a manifest asks for where the autoscaler decides it: server-side apply takes the
 * list of worker groups as one value, and the schema fills a missing number with 0. So whoever
 * applies to a living cluster repeats what the autoscaler chose.
 */
@FunctionalInterface
interface Replicas {

  /** As the spec asks; for a cluster that is not there yet. */
  Replicas ASKED = group -> OptionalInt.of(group.replicas());

  /** No number for groups that autoscale; to compare only, never to apply. */
  Replicas LEFT_OUT =
      group -> group.autoscales() ? OptionalInt.empty() : OptionalInt.of(group.replicas());

  /** Of one group; empty: the manifest does not say. */
  OptionalInt of(WorkerGroupSpec group);

  /** As they are in the cluster that is there; groups that it lacks are as asked. */
  static Replicas running(Map<String, Object> cluster) {
    Map<String, Integer> found = new HashMap<>();
    for (Tree group : Tree.of(cluster).at("spec").list("workerGroupSpecs")) {
      group.whole("replicas").ifPresent(n -> found.put(group.text("groupName"), n.intValue()));
    }
    return group -> {
      int replicas = found.getOrDefault(group.name(), group.replicas());
      return OptionalInt.of(
          group.autoscales() ? Math.clamp(replicas, group.min(), group.max()) : group.replicas());
    };
  }
}
