package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the objects of a cluster are called: always the same for one cluster, never the same for
 * two.
 *
 * @param namespace of the tenant's stage
 * @param cluster of the {@code RayCluster}; at most 42 characters, so that what KubeRay derives
 *     from it fits (KubeRay cuts names off at 50)
 */
record ObjectNames(String namespace, String cluster) {

  private static final int MARK = 3;

  static ObjectNames of(String prefix, ClusterKey key) {
    return new ObjectNames(
        prefix + key.tenant() + "-" + key.stage(),
        key.object().isEmpty() ? key.name() + "-" + mark(key.id()) : key.object());
  }

  /** Holds the cluster's token under {@code auth_token}; known as such by the mark in its name. */
  String tokenSecret() {
    boolean marked = cluster.matches(".*-[0-9a-f]{5}");
    return cluster + (marked ? "" : "-" + mark(cluster)) + "-token";
  }

  /** Who the cluster's pods are. */
  String serviceAccount() {
    return cluster;
  }

  /** Policy of who may call the head; KubeRay's own is called {@code -head}. */
  String entry() {
    return cluster + "-entry";
  }

  /** KubeRay's service in front of the head. */
  String headService() {
    return cluster + "-head-svc";
  }

  /**
   * A tenant's clusters may share a name one after the other, and the first may still be ending.
   */
  private static String mark(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, MARK).substring(0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
