package dev.rayport.backend.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objects that a cluster is made from, in the order they are written. */
record ClusterObjects(
    RayClusterManifest manifest,
    ObjectNames names,
    IsolationProperties isolation,
    boolean autoscales) {

  /** What must be there before the first pod. */
  List<Map<String, Object>> neededByPods(String token) {
    return List.of(
        manifest.serviceAccount(Optional.empty()), manifest.tokenSecret(token, Optional.empty()));
  }

  Map<String, Object> cluster(Replicas replicas) {
    return manifest.cluster(replicas, false);
  }

  /** What ends with the cluster. */
  List<Map<String, Object>> owned(String token, String uid) {
    Optional<String> owner = Optional.of(uid);
    return List.of(
        manifest.tokenSecret(token, owner),
        manifest.serviceAccount(owner),
        manifest.networkPolicy(network(), owner));
  }

  /** All of them as they are written, without the token. */
  List<Map<String, Object>> shown() {
    return List.of(
        cluster(Replicas.ASKED),
        manifest.serviceAccount(Optional.empty()),
        manifest.tokenSecret("", Optional.empty()),
        manifest.networkPolicy(network(), Optional.empty()));
  }

  private Map<String, Object> network() {
    return new ClusterNetwork(names.cluster(), isolation, autoscales).spec();
  }
}
