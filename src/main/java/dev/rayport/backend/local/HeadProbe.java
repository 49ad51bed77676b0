package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a cluster's head how it is. */
final class HeadProbe {

  private static final int CONNECT_MILLIS = 1000;

  private HeadProbe() {}

  /**
   * Whether dashboard and Jobs API answer and the head's agent, which takes submissions, listens: a
   * job submitted now is not made to wait.
   */
  static boolean isReady(SavedCluster cluster) {
    PortBlock ports = cluster.head().ports();
    if (!listens(ports.dashboard()) || !listens(ports.agentHttp()) || !answers(cluster)) {
      return false;
    }
    try {
      new RayClient(cluster.endpoint()).jobs();
      return true;
    } catch (BackendException e) {
      return false;
    }
  }

  static boolean gcsListens(SavedCluster cluster) {
    return listens(cluster.head().ports().gcs());
  }

  static boolean answers(SavedCluster cluster) {
    try {
      new RayClient(cluster.endpoint()).version();
      return true;
    } catch (BackendException e) {
      return false;
    }
  }

  /** Names of the portal's nodes that Ray counts as living; none when it does not answer. */
  static Set<String> joined(SavedCluster cluster) {
    try {
      return new RayClient(cluster.endpoint())
          .nodes().stream()
              .filter(RayNode::alive)
              .map(node -> node.labels().getOrDefault(RayStartCommand.NODE_LABEL, ""))
              .collect(Collectors.toUnmodifiableSet());
    } catch (BackendException e) {
      return Set.of();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
