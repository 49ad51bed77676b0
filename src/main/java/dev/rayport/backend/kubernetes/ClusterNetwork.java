package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may speak with the pods of one cluster: they among themselves, the portal and the operator
 * with the head. KubeRay's own policies are behind a gate that most installations have closed.
 */
final class ClusterNetwork {

  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private final String cluster;
  private final IsolationProperties walls;
  private final boolean autoscales;

  ClusterNetwork(String cluster, IsolationProperties walls, boolean autoscales) {
    this.cluster = cluster;
    this.walls = walls;
    this.autoscales = autoscales;
  }

  /** The {@code spec} of the cluster's NetworkPolicy. */
  Map<String, Object> spec() {
    Map<String, Object> own = Map.of("podSelector", pods());
    List<Map<String, Object>> ingress = new ArrayList<>();
    ingress.add(Map.of("from", List.of(own)));
    from(walls.operatorNamespace(), List.of(8265, 8000)).ifPresent(ingress::add);
    from(walls.portalNamespace(), List.of(8265, 8000)).ifPresent(ingress::add);
    from(walls.monitoringNamespace(), List.of(8080)).ifPresent(ingress::add);
    List<Map<String, Object>> egress = new ArrayList<>();
    egress.add(Map.of("to", List.of(own)));
    if (!walls.egress().isEmpty()) {
      egress.add(
          Map.of(
              "to",
              walls.egress().stream()
                  .map(network -> block(network, walls.egressExcept()))
                  .toList()));
    }
    if (autoscales && !walls.apiServer().isEmpty()) {
      egress.add(
          Map.of("to", walls.apiServer().stream().map(one -> block(one, List.of())).toList()));
    }
    return new TreeBuilder()
        .put("podSelector", pods())
        .put("policyTypes", List.of("Egress", "Ingress"))
        .put("ingress", ingress)
        .put("egress", egress)
        .build();
  }

  private Map<String, Object> pods() {
    return Map.of("matchLabels", Map.of("ray.io/cluster", cluster));
  }

  private static Optional<Map<String, Object>> from(String namespace, List<Integer> ports) {
    if (namespace.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> peer =
        Map.of("namespaceSelector", Map.of("matchLabels", Map.of(NAMESPACE_NAME, namespace)));
    return Optional.of(
        new TreeBuilder()
            .put("from", List.of(peer))
            .put("ports", ports.stream().map(p -> NamespaceManifest.port(p, "TCP")).toList())
            .build());
  }

  /** Exceptions outside of the network are no exceptions; the API server refuses them. */
  private static Map<String, Object> block(String network, List<String> except) {
    TreeBuilder block = new TreeBuilder().put("cidr", network);
    return Map.of(
        "ipBlock", network.endsWith("/0") ? block.put("except", except).build() : block.build());
  }
}
