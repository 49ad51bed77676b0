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
        manifest.networkPolicy(
            new ClusterNetwork(names.cluster(), isolation, autoscales).spec(), owner));
  }
}
