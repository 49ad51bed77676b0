package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant's namespace for one stage and the walls around it, in the order they are made. */
final class NamespaceManifest {

  private static final String NETWORKING = "networking.k8s.io/v1";
  private static final String RBAC = "rbac.authorization.k8s.io";

  private final String namespace;
  private final Map<String, Object> labels;
  private final IsolationProperties walls;

  /**
   * @param labels of the namespace and of all that is in it
   */
  NamespaceManifest(String namespace, Map<String, Object> labels, IsolationProperties walls) {
    this.namespace = namespace;
    this.labels = labels;
    this.walls = walls.of(String.valueOf(labels.getOrDefault(ClusterLabels.TENANT, "")));
  }

  List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    objects.add(namespace());
    // Rights come early: they hold a moment later.
    if (!walls.portalSubject().isEmpty()) {
      objects.add(binding("rayport-portal", walls.portalRole(), walls.portalSubject()));
    }
    if (!walls.operatorSubject().isEmpty()) {
      objects.add(binding("kuberay-operator", walls.operatorRole(), walls.operatorSubject()));
    }
    objects.add(quota());
    objects.add(containerLimits());
    objects.add(defaultAccount());
    objects.add(denyAll());
    objects.add(nameService());
    return objects;
  }

  private Map<String, Object> namespace() {
    Map<String, Object> all = new TreeMap<>(labels);
    for (String mode : List.of("enforce", "audit", "warn")) {
      all.put("pod-security.kubernetes.io/" + mode, walls.podSecurity());
      all.put("pod-security.kubernetes.io/" + mode + "-version", walls.podSecurityVersion());
    }
    return new TreeBuilder()
        .put("apiVersion", "v1")
        .put("kind", "Namespace")
        .put("metadata", new TreeBuilder().put("name", namespace).put("labels", all).build())
        .build();
  }

  private Map<String, Object> quota() {
    Map<String, Object> hard = new TreeMap<>(walls.quota());
    hard.put("services.loadbalancers", "0");
    hard.put("services.nodeports", "0");
    return object("v1", "ResourceQuota", "rayport").put("spec", Map.of("hard", hard)).build();
  }

  private Map<String, Object> containerLimits() {
    Map<String, Object> limits =
        new TreeBuilder()
            .put("type", "Container")
            .put("default", new TreeMap<>(walls.containerDefaults()))
            .put("min", new TreeMap<>(walls.containerMin()))
            .put("max", new TreeMap<>(walls.containerMax()))
            .build();
    return object("v1", "LimitRange", "rayport")
        .put("spec", Map.of("limits", List.of(limits)))
        .build();
  }

  private Map<String, Object> defaultAccount() {
    return object("v1", "ServiceAccount", "default")
        .put("automountServiceAccountToken", false)
        .build();
  }

  /** Whoever is in no other policy neither hears nor speaks. */
  private Map<String, Object> denyAll() {
    Map<String, Object> spec =
        Map.of("podSelector", Map.of(), "policyTypes", List.of("Egress", "Ingress"));
    return object(NETWORKING, "NetworkPolicy", "default-deny").put("spec", spec).build();
  }

  private Map<String, Object> nameService() {
    TreeBuilder rule = new TreeBuilder().put("ports", List.of(port(53, "TCP"), port(53, "UDP")));
    if (!walls.nameServiceNamespace().isEmpty()) {
      rule.put("to", List.of(podsOf(walls.nameServiceNamespace())));
    }
    Map<String, Object> spec =
        new TreeMap<>(
            Map.of(
                "podSelector", Map.of(),
                "policyTypes", List.of("Egress"),
                "egress", List.of(rule.build())));
    return object(NETWORKING, "NetworkPolicy", "name-service").put("spec", spec).build();
  }

  /** Everyone in a namespace, as an end of a connection. */
  static Map<String, Object> podsOf(String namespace) {
    return Map.of(
        "namespaceSelector",
        Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", namespace)));
  }

  static Map<String, Object> port(int number, String protocol) {
    return new TreeBuilder().put("port", number).put("protocol", protocol).build();
  }

  private Map<String, Object> binding(String name, String role, String subject) {
    Map<String, Object> roleRef =
        new TreeBuilder()
            .put("apiGroup", RBAC)
            .put("kind", "ClusterRole")
            .put("name", role)
            .build();
    return object(RBAC + "/v1", "RoleBinding", name)
        .put("roleRef", roleRef)
        .put("subjects", List.of(subject(subject)))
        .build();
  }

  private static Map<String, Object> subject(String subject) {
    int slash = subject.indexOf('/');
    if (slash < 0) {
      return new TreeBuilder()
          .put("apiGroup", RBAC)
          .put("kind", "User")
          .put("name", subject)
          .build();
    }
    return new TreeBuilder()
        .put("kind", "ServiceAccount")
        .put("name", subject.substring(slash + 1))
        .put("namespace", subject.substring(0, slash))
        .build();
  }

  private TreeBuilder object(String apiVersion, String kind, String name) {
    Map<String, Object> metadata =
        new TreeBuilder()
            .put("name", name)
            .put("namespace", namespace)
            .put("labels", labels)
            .build();
    return new TreeBuilder()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("metadata", metadata);
  }
}
