package dev.rayport.backend.kubernetes;

import dev.rayport.base.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a {@code RayCluster} with what was applied, field by field. What KubeRay's autoscaler
 * moves and what the API server fills in is no difference.
 */
final class ClusterDiff {

  private static final Map<String, String> LISTS =
      Map.of(
          "workerGroupSpecs", "groupName",
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort");

  /** What the definition of {@code rayclusters.ray.io} fills in. */
  private static final Map<String, String> FILLED_IN =
      Map.of("numOfHosts", "1", "protocol", "TCP", "suspend", "false");

  /** Amounts, of which {@code 1Gi} and {@code 1024Mi} are the same. */
  private static final Set<String> AMOUNTS = Set.of("cpu", "memory", "sizeLimit");

  private final List<Difference> found = new ArrayList<>();

  private ClusterDiff() {}

  /** One field; whatever is empty is not there. */
  record Difference(Place place, Optional<Object> wanted, Optional<Object> found) {}

  /**
   * @param wanted without a number of workers where the autoscaler chooses it
   * @param there as the API server has it
   */
  static List<Difference> between(Map<String, Object> wanted, Map<String, Object> there) {
    ClusterDiff diff = new ClusterDiff();
    diff.maps(Place.SPEC, Tree.of(wanted).at("spec"), Tree.of(there).at("spec"));
    return List.copyOf(diff.found);
  }

  private void maps(Place place, Tree wanted, Tree there) {
    Set<String> keys = new LinkedHashSet<>(wanted.map().keySet());
    keys.addAll(there.map().keySet());
    for (String key : keys) {
      if (!ofOthers(place, key, wanted)) {
        values(place.field(key), key, wanted.raw(key), there.raw(key));
      }
    }
  }

  /** Labels and annotations are anybody's; numbers of workers are the autoscaler's. */
  private static boolean ofOthers(Place place, String key, Tree wanted) {
    List<String> names = place.names();
    String last = names.isEmpty() ? "" : names.getLast();
    boolean autoscalers = key.equals("scaleStrategy") || key.equals("replicas");
    boolean marks = last.equals("labels") || last.equals("annotations") || last.equals("metadata");
    return !wanted.has(key) && (autoscalers || marks);
  }

  private void values(Place place, String key, Optional<Object> wanted, Optional<Object> there) {
    if (wanted.isPresent() && there.isPresent()) {
      if (wanted.get() instanceof Map && there.get() instanceof Map) {
        maps(place, tree(wanted.get()), tree(there.get()));
        return;
      }
      Optional<Map<String, Entry>> before = entries(key, wanted.get());
      Optional<Map<String, Entry>> now = entries(key, there.get());
      if (before.isPresent() && now.isPresent()) {
        lists(place, LISTS.get(key), before.get(), now.get());
        return;
      }
    }
    if (!same(key, wanted.orElse(""), there.orElse(""))) {
      found.add(new Difference(place, wanted, there));
    }
  }

  private record Entry(int index, Object value) {}

  /** By what identifies them; empty when something else is in the list. */
  private static Optional<Map<String, Entry>> entries(String key, Object value) {
    if (!LISTS.containsKey(key) || !(value instanceof List<?> list)) {
      return Optional.empty();
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      String id = list.get(i) instanceof Map ? tree(list.get(i)).text(LISTS.get(key)) : "";
      if (id.isEmpty() || entries.put(id, new Entry(i, list.get(i))) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(entries);
  }

  private void lists(
      Place place, String idKey, Map<String, Entry> wanted, Map<String, Entry> there) {
    Set<String> ids = new LinkedHashSet<>(wanted.keySet());
    ids.addAll(there.keySet());
    for (String id : ids) {
      Optional<Entry> before = Optional.ofNullable(wanted.get(id));
      Optional<Entry> now = Optional.ofNullable(there.get(id));
      values(
          place.entry(idKey, id, now.map(Entry::index).orElse(-1)),
          "",
          before.map(Entry::value),
          now.map(Entry::value));
    }
  }

  private static Tree tree(Object map) {
    @SuppressWarnings("unchecked")
    Map<String, Object> known = (Map<String, Object>) map;
    return Tree.of(known);
  }

  private static boolean same(String key, Object wanted, Object there) {
    if (nothing(wanted) && nothing(there)
        || nothing(wanted) && there.toString().equals(FILLED_IN.get(key))) {
      return true;
    }
    if (wanted instanceof Map<?, ?> && there instanceof Map<?, ?>) {
      ClusterDiff below = new ClusterDiff();
      below.maps(new Place(List.of()), tree(wanted), tree(there));
      return below.found.isEmpty();
    }
    if (wanted instanceof List<?> some && there instanceof List<?> others) {
      boolean same = some.size() == others.size();
      for (int i = 0; same && i < some.size(); i++) {
        same = same("", some.get(i), others.get(i));
      }
      return same;
    }
    return wanted.toString().equals(there.toString())
        || AMOUNTS.contains(key) && sameAmount(wanted.toString(), there.toString());
  }

  private static boolean sameAmount(String wanted, String there) {
    try {
      return Quantity.parse(wanted).cores() == Quantity.parse(there).cores();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean nothing(Object value) {
    return value.equals("")
        || value.equals(false)
        || value instanceof Map<?, ?> map && map.isEmpty()
        || value instanceof List<?> list && list.isEmpty();
  }
}
