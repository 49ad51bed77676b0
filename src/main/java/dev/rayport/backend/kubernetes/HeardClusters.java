package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is heard of clusters, in namespaces that may come, go, or be left half made. */
final class HeardClusters {

  private static final Logger log = LoggerFactory.getLogger(HeardClusters.class);

  private final NamespaceCaches caches;
  private final Namespaces namespaces;
  private final ApiPulse pulse;
  private final KubernetesProperties properties;

  HeardClusters(
      NamespaceCaches caches,
      Namespaces namespaces,
      ApiPulse pulse,
      KubernetesProperties properties) {
    this.properties = properties;
    this.caches = caches;
    this.namespaces = namespaces;
    this.pulse = pulse;
  }

  /** Empty where there is no namespace, in which the portal has no rights to watch. */
  Optional<NamespaceCache> in(String namespace) {
    pulse.check();
    if (!caches.has(namespace) && !namespaces.exists(namespace)) {
      return Optional.empty();
    }
    try {
      return Optional.of(caches.in(namespace));
    } catch (BackendSilent e) {
      if (namespaces.exists(namespace)) {
        throw e;
      }
      caches.drop(namespace);
      return Optional.empty();
    }
  }

  /** A namespace that nobody finished has no rights for the portal either. */
  Optional<NamespaceCache> in(String namespace, ClusterKey key) {
    try {
      return in(namespace);
    } catch (BackendSilent e) {
      // What others made is only looked at.
      boolean own = key.object().isEmpty();
      if (own && pulse.silentSince().isEmpty() && !namespaces.walled(namespace)) {
        namespaces.ensure(namespace, key);
      }
      throw e;
    }
  }

  /** This portal's, in all namespaces that are known and can be heard. */
  List<ClusterKey> all() {
    Set<String> known = new HashSet<>(caches.namespaces());
    known.addAll(namespaces.known());
    return known.stream()
        .flatMap(namespace -> unlessSick(namespace).stream())
        .flatMap(this::ours)
        .toList();
  }

  private Stream<ClusterKey> ours(NamespaceCache cache) {
    return cache.clusters().stream()
        .flatMap(cluster -> ClusterLabels.key(properties.instance(), properties, cluster).stream());
  }

  private Optional<NamespaceCache> unlessSick(String namespace) {
    try {
      return in(namespace);
    } catch (BackendException e) {
      pulse.check();
      log.warn("Clusters of namespace {} are not listed: {}", namespace, e.getMessage());
      return Optional.empty();
    }
  }

  /** As far as anything was heard of them, without waiting. */
  List<ClusterKey> soFar() {
    return caches.namespaces().stream().map(caches::start).flatMap(this::ours).toList();
  }

  /** The cluster as far as anything was heard of it, without waiting. */
  Optional<GenericKubernetesResource> cluster(ObjectNames names) {
    return caches.has(names.namespace())
        ? caches.start(names.namespace()).cluster(names.cluster())
        : Optional.empty();
  }

  /** Whether it is asked to have no pods for now. */
  boolean isToRest(ObjectNames names) {
    return cluster(names)
        .filter(there -> Tree.of(there.getAdditionalProperties()).at("spec").truth("suspend"))
        .isPresent();
  }

  /** Whether it is being deleted; its last pods go after it with all that it owned. */
  boolean ends(ObjectNames names) {
    return cluster(names)
        .map(cluster -> cluster.getMetadata().getDeletionTimestamp() != null)
        .orElseGet(() -> hasPods(names));
  }

  private boolean hasPods(ObjectNames names) {
    return caches.has(names.namespace())
        && !caches.start(names.namespace()).pods(names.cluster()).isEmpty();
  }
}
