package dev.rayport.backend.kubernetes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sighting with its parts by name.
 *
 * @param heads newest first
 */
record ClusterView(
    Sighting sighting,
    Tree cluster,
    ClusterConditions conditions,
    List<Group> groups,
    List<RayPod> heads,
    List<RayPod> workers) {

  /**
   * How many pods of a worker group there shall be.
   *
   * @param autoscales whether the autoscaler may change the number
   */
  record Group(String name, int pods, int least, boolean autoscales) {}

  static ClusterView of(Sighting sighting) {
    Tree cluster = Tree.of(sighting.cluster().orElse(Map.of()));
    List<RayPod> heads = new ArrayList<>();
    List<RayPod> workers = new ArrayList<>();
    for (var pod : sighting.pods()) {
      RayPod rayPod = RayPod.of(pod, sighting.events());
      if (rayPod.isHead()) {
        heads.add(rayPod);
      } else if (rayPod.isWorker()) {
        workers.add(rayPod);
      }
    }
    heads.sort(
        Comparator.comparing(RayPod::deleting)
            .thenComparing(RayPod::createdAt, Comparator.reverseOrder()));
    workers.sort(Comparator.comparing(RayPod::group).thenComparing(RayPod::name));
    return new ClusterView(
        sighting,
        cluster,
        ClusterConditions.of(cluster.at("status")),
        groups(cluster.at("spec")),
        heads,
        workers);
  }

  /** As the operator counts: clamped, times hosts, none of a suspended group (util.go). */
  private static List<Group> groups(Tree spec) {
    boolean autoscales = spec.truth("enableInTreeAutoscaling");
    return spec.list("workerGroupSpecs").stream()
        .map(group -> {
          int min = group.whole("minReplicas").orElse(0L).intValue();
          int max = group.whole("maxReplicas").orElse((long) Integer.MAX_VALUE).intValue();
          int asked = group.whole("replicas").orElse((long) min).intValue();
          int hosts = group.whole("numOfHosts").orElse(1L).intValue();
          int replicas = Math.min(Math.max(asked, min), Math.max(max, min));
          boolean none = group.truth("suspend");
          return new Group(
              group.text("groupName"),
              none ? 0 : replicas * hosts,
              none ? 0 : min * hosts,
              autoscales && min < max);
        })
        .toList();
  }

  Instant now() {
    return sighting.now();
  }

  Instant createdAt() {
    return ClusterConditions.instant(cluster.at("metadata").text("creationTimestamp"))
        .orElse(sighting.now());
  }

  Optional<Instant> deletedAt() {
    return ClusterConditions.instant(cluster.at("metadata").text("deletionTimestamp"));
  }

  /** When this run began: at its creation, or when it was last resumed. */
  Instant runSince() {
    return conditions
        .find("RayClusterSuspended")
        .filter(condition -> !condition.isTrue())
        .flatMap(ClusterConditions.Condition::since)
        .filter(since -> since.isAfter(createdAt()))
        .orElseGet(this::createdAt);
  }

  /**
   * Since when the operator has not looked at the present spec; empty when it has, or never did.
   */
  Optional<Instant> unseenSince() {
    long seen = cluster.at("status").whole("observedGeneration").orElse(Long.MAX_VALUE);
    return seen < cluster.at("metadata").whole("generation").orElse(0L)
        ? cluster.at("metadata").list("managedFields").stream()
            .filter(entry -> !entry.has("subresource"))
            .flatMap(entry -> ClusterConditions.instant(entry.text("time")).stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  boolean hasStatus() {
    return !cluster.at("status").isEmpty();
  }

  /**
   * When all pods were there for the first time in this run. The operator's state stays “ready”
   * whatever becomes of the pods, and so tells just that; its condition of the same meaning comes
   * true as soon as those pods run that there are.
   */
  Optional<Instant> completeAt() {
    Tree status = cluster.at("status");
    if (!status.text("state").equals("ready")) {
      return Optional.empty();
    }
    return ClusterConditions.instant(status.at("stateTransitionTimes").text("ready"))
        .or(() ->
            conditions.find("RayClusterProvisioned").flatMap(ClusterConditions.Condition::since))
        .or(() -> Optional.of(sighting.now()));
  }

  /** The head's pod that counts; empty when there is none or it goes. */
  Optional<RayPod> head() {
    return heads.stream().filter(pod -> !pod.deleting()).findFirst();
  }

  boolean headReady() {
    return head().filter(RayPod::ready).isPresent();
  }

  /** Pods of a group that are there to stay. */
  List<RayPod> pods(Group group) {
    return workers.stream()
        .filter(pod -> pod.group().equals(group.name()) && !pod.deleting())
        .toList();
  }

  int ready(Group group) {
    return (int) pods(group).stream().filter(RayPod::ready).count();
  }

  /** Workers that there shall be. */
  int desired() {
    return groups.stream().mapToInt(Group::pods).sum();
  }

  /** Workers that are missing; more than asked in one group do not help another. */
  int missing() {
    return groups.stream().mapToInt(group -> Math.max(0, group.pods() - ready(group))).sum();
  }

  int joined() {
    return desired() - missing();
  }

  List<RayPod> allPods() {
    List<RayPod> all = new ArrayList<>(heads);
    all.addAll(workers);
    return all;
  }

  /** The newest warning of the operator about the cluster with one of these reasons. */
  Optional<SeenEvent> warning(String... beginnings) {
    String name = cluster.at("metadata").text("name");
    return sighting.events().stream()
        .filter(event -> event.warning() && event.about(RayClusterManifest.KIND, name))
        .filter(event -> List.of(beginnings).stream().anyMatch(event.reason()::startsWith))
        .max(Comparator.comparing(SeenEvent::last));
  }
}
