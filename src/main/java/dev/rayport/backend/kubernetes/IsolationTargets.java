package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.Forbidden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the network policies of a tenant's namespace keep closed. A network plugin that knows no
 * policies ignores them without a word, so it is tried.
 */
final class IsolationTargets {

  /** Heads of that many clusters are enough: one rule closes all of them. */
  private static final int HEADS = 3;

  private static final int API_SERVER = 443;
  private static final int METADATA = 80;
  private static final int GCS = 6379;
  private static final int DASHBOARD = 8265;

  private IsolationTargets() {}

  /**
   * @param others clusters in other namespaces of the same tenant, whose names it may see
   */
  static List<Forbidden> of(KubernetesProperties properties, List<ClusterKey> others) {
    String domain = ".svc." + properties.clusterDomain();
    List<Forbidden> targets = new ArrayList<>();
    targets.add(
        new Forbidden("the API server of Kubernetes", "kubernetes.default" + domain, API_SERVER));
    targets.add(new Forbidden("the cloud's metadata", "169.254.169.254", METADATA));
    others.stream()
        .limit(HEADS)
        .map(key -> ObjectNames.of(properties.namespacePrefix(), key))
        .map(names -> names.headService() + "." + names.namespace() + domain)
        .flatMap(IsolationTargets::ray)
        .forEach(targets::add);
    return targets;
  }

  private static Stream<Forbidden> ray(String host) {
    return Stream.of(
        new Forbidden("Ray's GCS of another stage", host, GCS),
        new Forbidden("Ray's dashboard of another stage", host, DASHBOARD));
  }
}
