package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
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

  /** The operator writes the status now and then, and the autoscaler numbers. */
  private static final int TRIES = 5;

  private final Platform platform;
  private final KubeRayDefinition kubeRay;
  private final ClusterTokens tokens;
  private final RayClusterApi api;
  private final RayClusterApi provisioner;
  private final ClusterAccounts accounts;

  ClusterWriter(Platform platform, KubeRayDefinition kubeRay, ClusterTokens tokens) {
    this.platform = platform;
    this.kubeRay = kubeRay;
    this.tokens = tokens;
    this.api = new RayClusterApi(platform.connections().portal().client());
    this.provisioner = new RayClusterApi(platform.connections().provisioner().client());
    this.accounts = new ClusterAccounts(provisioner, platform.properties());
  }

  ClusterAccounts accounts() {
    return accounts;
  }

  /** All that it is made from, with the fields that the installed KubeRay knows. */
  ClusterObjects objects(ClusterKey key, ClusterSpec spec) {
    return new ClusterObjects(
        new RayClusterManifest(key, spec, platform.properties(), kubeRay.get()),
        names(key),
        platform.isolation().of(key.tenant()),
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
    if (there.isEmpty() && spec.platform().redis().isPresent()) {
      accounts.endOfLastRun(key);
    }
    // Where the account is another's, all goes with the cluster, which then comes first.
    Optional<Owner> account = accounts.write(key);
    Owner owner = account.orElseGet(() -> Owner.of(writeCluster(names, objects, there)));
    api.apply(objects.secret(tokens.of(key), Optional.of(owner)));
    objects.network(Optional.of(owner)).forEach(provisioner::apply);
    if (account.isPresent()) {
      writeCluster(names, objects, there);
    }
    if (!cache.hearsOf(names.cluster(), HEARD_WITHIN)) {
      log.info("Nothing is heard yet of {}, which was just written", names.cluster());
    }
    if (there.isPresent()) {
      endGroupsBesides(spec, names, cache);
    }
  }

  /** What stands around one that is there, which is not touched itself. */
  void renew(ClusterKey key, GenericKubernetesResource there) {
    ObjectNames names = names(key);
    Owner owner = accounts.write(key).orElseGet(() -> Owner.of(there));
    Companions around = Companions.of(key, platform.properties());
    api.apply(around.tokenSecret(tokens.of(key), Optional.of(owner)));
    boolean autoscales =
        Tree.of(there.getAdditionalProperties()).at("spec").truth("enableInTreeAutoscaling");
    new ClusterNetwork(names.cluster(), platform.isolation().of(key.tenant()), autoscales)
        .policies(around, Optional.of(owner))
        .forEach(provisioner::apply);
  }

  /** Numbers that the autoscaler chose are repeated, also those of this very moment. */
  private HasMetadata writeCluster(
      ObjectNames names, ClusterObjects objects, Optional<Map<String, Object>> heard) {
    if (heard.isEmpty() || !objects.autoscales()) {
      return api.applyCluster(objects.cluster(heard.map(Replicas::running).orElse(Replicas.ASKED)));
    }
    for (int tries = 1; ; tries++) {
      Optional<GenericKubernetesResource> now = api.clusterNow(names);
      try {
        return api.applyCluster(
            now.map(cluster ->
                    objects.cluster(
                        Replicas.running(api.tree(cluster)),
                        cluster.getMetadata().getResourceVersion()))
                .orElseGet(() -> objects.cluster(Replicas.ASKED)));
      } catch (Overtaken e) {
        if (tries == TRIES) {
          throw e;
        }
      }
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

  /**
   * The account first: the cluster tells whether this has to be done again.
   *
   * @param heard the cluster, as far as anything was heard of it
   */
  void delete(ClusterKey key, Optional<GenericKubernetesResource> heard) {
    accounts.end(key, heard.or(() -> api.clusterNow(names(key))));
    api.deleteCluster(names(key));
  }

  ObjectNames names(ClusterKey key) {
    return ObjectNames.of(platform.properties().namespacePrefix(), key);
  }

  private static boolean ends(Map<String, Object> cluster) {
    return Tree.of(cluster).at("metadata").has("deletionTimestamp");
  }
}
