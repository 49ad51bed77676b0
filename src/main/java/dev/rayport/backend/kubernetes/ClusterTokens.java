package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import java.util.function.UnaryOperator;

/**
 * Ray's token of each cluster: a function of the portal's key and the cluster's id.
 *
 * @param derived purpose to a secret that only the holder of the key can compute
 */
record ClusterTokens(UnaryOperator<String> derived) {

  String of(ClusterKey key) {
    return derived.apply("ray-token:" + key.id());
  }
}
