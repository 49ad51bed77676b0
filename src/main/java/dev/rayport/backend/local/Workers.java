package dev.rayport.backend.local;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The workers of a spec beside those that are there. Those that came first stay.
 *
 * @param there in the order they came
 */
record Workers(ClusterSpec spec, List<SavedNode> there) {

  List<SavedNode> staying() {
    List<SavedNode> staying = new ArrayList<>();
    for (WorkerGroupSpec group : spec.workerGroups()) {
      of(group).limit(group.replicas()).forEach(staying::add);
    }
    return staying;
  }

  List<SavedNode> leaving() {
    List<SavedNode> staying = staying();
    return there.stream().filter(node -> !staying.contains(node)).toList();
  }

  /**
   * The next one to be added; empty when none is missing.
   *
   * @param retired names of nodes that may still be ending
   */
  Optional<SavedNode> missing(Set<String> retired, Supplier<PortBlock> ports) {
    Set<String> taken = new HashSet<>(retired);
    there.forEach(node -> taken.add(node.name()));
    return spec.workerGroups().stream()
        .filter(group -> of(group).count() < group.replicas())
        .findFirst()
        .map(group ->
            SavedNode.planned(
                freeName(group.name(), taken), group.name(), group.node(), ports.get()));
  }

  private static String freeName(String group, Set<String> taken) {
    int number = 0;
    while (taken.contains(group + "-" + number)) {
      number++;
    }
    return group + "-" + number;
  }

  private Stream<SavedNode> of(WorkerGroupSpec group) {
    return there.stream().filter(node -> node.group().equals(group.name()));
  }
}
