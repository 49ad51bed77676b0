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
   * @param account uid of the account, with which it ends; empty: it is not known yet
   */
  Map<String, Object> secret(String token, Optional<String> account) {
    return manifest.tokenSecret(token, account);
  }

  Map<String, Object> account() {
    return manifest.serviceAccount();
  }

  Map<String, Object> cluster(Replicas replicas) {
    return manifest.marked(replicas, false);
  }

  /**
   * @param account as in {@link #secret}
   */
  List<Map<String, Object>> network(Optional<String> account) {
    ClusterNetwork network = new ClusterNetwork(names.cluster(), isolation, autoscales);
    return List.of(
        manifest.networkPolicy(names.cluster(), network.ofPods(), account),
        manifest.networkPolicy(names.entry(), network.ofHead(), account));
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
