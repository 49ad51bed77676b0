package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may speak with the pods of one cluster: they among themselves, the portal and the operator
 * with the head. KubeRay's own policies are behind a gate that most installations have closed.
 */
final class ClusterNetwork {

  private static final int DASHBOARD = 8265;
  private static final int SERVE = 8000;
  private static final int METRICS = 8080;

  private final String cluster;
  private final IsolationProperties walls;
  private final boolean autoscales;

  ClusterNetwork(String cluster, IsolationProperties walls, boolean autoscales) {
    this.cluster = cluster;
    this.walls = walls;
    this.autoscales = autoscales;
  }

  /** Both as objects. */
  List<Map<String, Object>> policies(Companions around, Optional<Owner> owner) {
    return List.of(
        around.networkPolicy(cluster, ofPods(), owner),
        around.networkPolicy(around.names().entry(), ofHead(), owner));
  }

  /** The {@code spec} of the NetworkPolicy for all of the cluster's pods. */
  Map<String, Object> ofPods() {
    Map<String, Object> all = Map.of("matchLabels", Map.of("ray.io/cluster", cluster));
    Map<String, Object> own = Map.of("podSelector", all);
    List<Map<String, Object>> ingress = new ArrayList<>();
    ingress.add(Map.of("from", List.of(own)));
    ingress.addAll(rules("from", callers(), List.of(SERVE)));
    ingress.addAll(rules("from", pods(walls.monitoringNamespace()), List.of(METRICS)));
    List<Map<String, Object>> egress = new ArrayList<>();
    egress.add(Map.of("to", List.of(own)));
    egress.addAll(
        rules("to", walls.egress().stream().map(one -> block(one, true)).toList(), List.of()));
    return spec(all, ingress, egress);
  }

  /** The {@code spec} of the further NetworkPolicy for the head. */
  Map<String, Object> ofHead() {
    Map<String, Object> head =
        Map.of("matchLabels", Map.of("ray.io/cluster", cluster, "ray.io/node-type", "head"));
    return spec(
        head,
        rules("from", callers(), List.of(DASHBOARD)),
        autoscales ? rules("to", apiServer(), List.of()) : List.of());
  }

  /** A portal outside of Kubernetes calls through the API server. */
  private List<Map<String, Object>> callers() {
    return Stream.of(
            pods(walls.operatorNamespace()),
            walls.portalNamespace().isEmpty() ? apiServer() : pods(walls.portalNamespace()))
        .flatMap(List::stream)
        .toList();
  }

  private List<Map<String, Object>> apiServer() {
    return walls.apiServer().stream().map(one -> block(one, false)).toList();
  }

  private static List<Map<String, Object>> pods(String namespace) {
    return namespace.isEmpty() ? List.of() : List.of(NamespaceManifest.podsOf(namespace));
  }

  private static List<Map<String, Object>> rules(
      String direction, List<Map<String, Object>> peers, List<Integer> ports) {
    if (peers.isEmpty()) {
      return List.of();
    }
    return List.of(
        new TreeBuilder()
            .put(direction, peers)
            .put("ports", ports.stream().map(p -> NamespaceManifest.port(p, "TCP")).toList())
            .build());
  }

  private static Map<String, Object> spec(
      Map<String, Object> selector,
      List<Map<String, Object>> ingress,
      List<Map<String, Object>> egress) {
    return new TreeBuilder()
        .put("podSelector", selector)
        .put("policyTypes", List.of("Egress", "Ingress"))
        .put("ingress", ingress)
        .put("egress", egress)
        .build();
  }

  /** Exceptions outside of the network are no exceptions; the API server refuses them. */
  private Map<String, Object> block(String network, boolean excepting) {
    TreeBuilder block = new TreeBuilder().put("cidr", network);
    if (excepting && network.endsWith("/0")) {
      block.put(
          "except",
          walls.egressExcept().stream()
              .filter(except -> except.contains(":") == network.contains(":"))
              .toList());
    }
    return Map.of("ipBlock", block.build());
  }
}
