package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a tenant's namespaces, each for one stage, and finds those that were made. */
final class Namespaces {

  private static final Logger log = LoggerFactory.getLogger(Namespaces.class);

  private final KubernetesClient provisioner;
  private final KubernetesProperties properties;
  private final IsolationProperties isolation;
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  Namespaces(Platform platform) {
    this.provisioner = platform.connections().provisioner().client();
    this.properties = platform.properties();
    this.isolation = platform.isolation();
  }

  /** Makes sure of the namespace and of the walls around it. */
  void ensure(String namespace, ClusterKey key) {
    if (!properties.provision() || made.contains(namespace)) {
      return;
    }
    RayClusterApi api = new RayClusterApi(provisioner);
    new NamespaceManifest(namespace, key, properties.instance(), isolation)
        .objects()
        .forEach(api::apply);
    made.add(namespace);
  }

  /** Names of the namespaces that this portal made; empty when it may not list namespaces. */
  List<String> known() {
    try {
      return provisioner
          .namespaces()
          .withLabels(ClusterLabels.selector(properties.instance()))
          .list()
          .getItems()
          .stream()
          .map(Namespaces::name)
          .toList();
    } catch (KubernetesClientException e) {
      BackendException why = ApiErrors.of("listing namespaces", e);
      log.warn("Orphans are looked for in namespaces of known clusters only: {}", why.getMessage());
      return List.of();
    }
  }

  private static String name(Namespace namespace) {
    return namespace.getMetadata().getName();
  }
}
