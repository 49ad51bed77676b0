package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the portal makes around a {@code RayCluster}, as objects of Kubernetes.
 *
 * @param labels of all of them
 */
record Companions(ObjectNames names, Map<String, Object> labels) {

  static Companions of(ClusterKey key, KubernetesProperties properties) {
    return new Companions(
        ObjectNames.of(properties.namespacePrefix(), key),
        ClusterLabels.of(properties.instance(), key));
  }

  /**
   * The Secret that the cluster's token is read from.
   *
   * @param owner with which it goes; empty: it is not known yet
   */
  Map<String, Object> tokenSecret(String token, Optional<Owner> owner) {
    String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    return object("v1", "Secret", names.tokenSecret(), owner)
        .put("type", "Opaque")
        .put("data", Map.of("auth_token", encoded))
        .build();
  }

  /**
   * Whom the pods are. With autoscaling KubeRay gives this account its rights, and makes it when it
   * is not there (rbac.go; it takes one that it finds). It is written first; what else the portal
   * makes for the cluster goes with it.
   *
   * @param owner as in {@link #tokenSecret}
   */
  Map<String, Object> serviceAccount(Optional<Owner> owner) {
    return object("v1", "ServiceAccount", names.serviceAccount(), owner)
        .put("automountServiceAccountToken", false)
        .build();
  }

  /**
   * Who may speak with the cluster's pods.
   *
   * @param owner as in {@link #tokenSecret}
   */
  Map<String, Object> networkPolicy(
      String name, Map<String, Object> policy, Optional<Owner> owner) {
    return object("networking.k8s.io/v1", "NetworkPolicy", name, owner).put("spec", policy).build();
  }

  TreeBuilder object(String apiVersion, String kind, String name, Optional<Owner> owner) {
    TreeBuilder metadata =
        new TreeBuilder()
            .put("name", name)
            .put("namespace", names.namespace())
            .put("labels", labels);
    owner.ifPresent(one -> metadata.put("ownerReferences", List.of(one.reference())));
    return new TreeBuilder()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("metadata", metadata.build());
  }
}
