package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the objects of clusters: those of Ray as the portal, those around them as provisioner. */
final class ClusterWriter {

  private final Platform platform;
  private final KubeRayDefinition kubeRay;
  private final ClusterTokens tokens;
  private final RayClusterApi api;
  private final RayClusterApi provisioner;

  ClusterWriter(Platform platform, KubeRayDefinition kubeRay, ClusterTokens tokens) {
    this.platform = platform;
    this.kubeRay = kubeRay;
    this.tokens = tokens;
    this.api = new RayClusterApi(platform.connections().portal().client());
    this.provisioner = new RayClusterApi(platform.connections().provisioner().client());
  }

  /** All that it is made from, with the fields that the installed KubeRay knows. */
  ClusterObjects objects(ClusterKey key, ClusterSpec spec) {
    return new ClusterObjects(
        new RayClusterManifest(key, spec, platform.properties(), kubeRay.get()),
        names(key),
        platform.isolation(),
        spec.autoscales());
  }

  /**
   * The Secret and the account come first, since pods need them at once; they belong to the cluster
   * as soon as it is there, and go with it.
   *
   * @param cache of its namespace
   * @throws BackendException while what is left of its last run is ending
   */
  void write(ClusterKey key, ClusterSpec spec, NamespaceCache cache) {
    ObjectNames names = names(key);
    Optional<Map<String, Object>> there = cache.cluster(names.cluster()).map(api::tree);
    if (there.filter(ClusterWriter::ends).isPresent()) {
      throw new BackendException("What is left of its last run is still ending.");
    }
    ClusterObjects objects = objects(key, spec);
    String token = tokens.of(key);
    if (there.isEmpty()) {
      api.apply(objects.secret(token, Optional.empty()));
      provisioner.apply(objects.account(Optional.empty()));
    }
    Replicas replicas = there.map(Replicas::running).orElse(Replicas.ASKED);
    String uid = api.applyCluster(objects.cluster(replicas)).getMetadata().getUid();
    api.apply(objects.secret(token, Optional.of(uid)));
    provisioner.apply(objects.account(Optional.of(uid)));
    objects.network(Optional.of(uid)).forEach(provisioner::apply);
    if (there.isPresent()) {
      endGroupsBesides(spec, names, cache);
    }
  }

  /** KubeRay forgets the pods of a group that is taken out of its cluster. */
  private void endGroupsBesides(ClusterSpec spec, ObjectNames names, NamespaceCache cache) {
    Set<String> groups = new HashSet<>();
    spec.workerGroups().forEach(group -> groups.add(group.name()));
    for (Pod pod : cache.pods(names.cluster())) {
      RayPod worker = RayPod.of(pod, List.of());
      if (worker.isWorker() && !worker.deleting() && !groups.contains(worker.group())) {
        api.deletePod(names, worker.name());
      }
    }
  }

  /** What the cluster owns goes with it; what was made before it has to be taken away. */
  void delete(ObjectNames names) {
    if (!api.deleteCluster(names)) {
      api.deleteSecret(names);
      provisioner.deleteAccount(names);
    }
  }

  private ObjectNames names(ClusterKey key) {
    return ObjectNames.of(platform.properties().namespacePrefix(), key);
  }

  private static boolean ends(Map<String, Object> cluster) {
    return Tree.of(cluster).at("metadata").has("deletionTimestamp");
  }
}
