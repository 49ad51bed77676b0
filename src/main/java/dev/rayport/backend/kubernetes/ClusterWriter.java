package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the objects of clusters: those of Ray as the portal, those around them as provisioner. */
final class ClusterWriter {

  private static final Logger log = LoggerFactory.getLogger(ClusterWriter.class);

  /** Whoever looks next sees what was written; later looks find it should the watch be slow. */
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

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
   * The account comes first, and the cluster last, whose pods need the rest at once.
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
    Optional<String> account =
        Optional.of(provisioner.apply(objects.account()).getMetadata().getUid());
    api.apply(objects.secret(tokens.of(key), account));
    objects.network(account).forEach(provisioner::apply);
    api.applyCluster(objects.cluster(there.map(Replicas::running).orElse(Replicas.ASKED)));
    if (!cache.hearsOf(names.cluster(), HEARD_WITHIN)) {
      log.info("Nothing is heard yet of {}, which was just written", names.cluster());
    }
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

  /** The account first: the cluster tells whether this has to be done again. */
  void delete(ObjectNames names) {
    provisioner.deleteAccount(names);
    api.deleteCluster(names);
  }

  private ObjectNames names(ClusterKey key) {
    return ObjectNames.of(platform.properties().namespacePrefix(), key);
  }

  private static boolean ends(Map<String, Object> cluster) {
    return Tree.of(cluster).at("metadata").has("deletionTimestamp");
  }
}
