package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objects that a cluster is made from. */
record ClusterObjects(
    RayClusterManifest manifest,
    ObjectNames names,
    IsolationProperties isolation,
    boolean autoscales) {

  /**
   * @param owner with which it ends; empty: it is not known yet
   */
  Map<String, Object> secret(String token, Optional<Owner> owner) {
    return manifest.companions().tokenSecret(token, owner);
  }

  Map<String, Object> account() {
    return manifest.companions().serviceAccount(Optional.empty());
  }

  Map<String, Object> cluster(Replicas replicas) {
    return manifest.marked(replicas, false);
  }

  /** As {@link #cluster(Replicas)}, only to be written over just this version. */
  Map<String, Object> cluster(Replicas replicas, String version) {
    Map<String, Object> cluster = cluster(replicas);
    @SuppressWarnings("unchecked")
    Map<String, Object> metadata = (Map<String, Object>) cluster.get("metadata");
    metadata.put("resourceVersion", version);
    return cluster;
  }

  /**
   * @param owner as in {@link #secret}
   */
  List<Map<String, Object>> network(Optional<Owner> owner) {
    return new ClusterNetwork(names.cluster(), isolation, autoscales)
        .policies(manifest.companions(), owner);
  }

  /** All of them as they are written, without the token. */
  List<Map<String, Object>> shown() {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(cluster(Replicas.ASKED));
    all.add(account());
    all.add(secret("", Optional.empty()));
    all.addAll(network(Optional.empty()));
    return all;
  }
}
