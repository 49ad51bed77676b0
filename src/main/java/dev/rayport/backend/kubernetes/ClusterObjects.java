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
   * @param uid of the {@code RayCluster}, with which it ends; empty: there is none yet
   */
  Map<String, Object> secret(String token, Optional<String> uid) {
    return manifest.tokenSecret(token, uid);
  }

  /**
   * @param uid as in {@link #secret}
   */
  Map<String, Object> account(Optional<String> uid) {
    return manifest.serviceAccount(uid);
  }

  Map<String, Object> cluster(Replicas replicas) {
    return manifest.marked(replicas, false);
  }

  /**
   * @param uid as in {@link #secret}
   */
  List<Map<String, Object>> network(Optional<String> uid) {
    ClusterNetwork network = new ClusterNetwork(names.cluster(), isolation, autoscales);
    return List.of(
        manifest.networkPolicy(names.cluster(), network.ofPods(), uid),
        manifest.networkPolicy(names.entry(), network.ofHead(), uid));
  }

  /** All of them as they are written, without the token. */
  List<Map<String, Object>> shown() {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(cluster(Replicas.ASKED));
    all.add(account(Optional.empty()));
    all.add(secret("", Optional.empty()));
    all.addAll(network(Optional.empty()));
    return all;
  }
}
