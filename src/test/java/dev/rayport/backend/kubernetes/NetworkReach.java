package dev.rayport.backend.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides as a network plugin does which connections a set of NetworkPolicies lets through; the
 * test bed's own plugin enforces none.
 */
final class NetworkReach {

  /**
   * An end of a connection.
   *
   * @param namespace its labels; empty: outside of Kubernetes
   */
  record End(
      String name, Map<String, String> namespace, Map<String, String> labels, String address) {

    static End outside(String address) {
      return new End(address, Map.of(), Map.of(), address);
    }

    boolean isPod() {
      return !namespace.isEmpty();
    }

    String inNamespace() {
      return namespace.getOrDefault("kubernetes.io/metadata.name", "");
    }
  }

  private final List<Tree> policies;

  /**
   * @param policies NetworkPolicies of any namespace
   */
  NetworkReach(List<Map<String, Object>> policies) {
    this.policies = policies.stream().map(Tree::of).toList();
  }

  /** Whether both ends let the connection through. */
  boolean open(End from, End to, int port, String protocol) {
    return side("Egress", from, to, port, protocol) && side("Ingress", to, from, port, protocol);
  }

  private boolean side(String type, End own, End other, int port, String protocol) {
    if (!own.isPod()) {
      return true;
    }
    List<Tree> mine =
        policies.stream()
            .filter(policy -> policy.at("metadata").text("namespace").equals(own.inNamespace()))
            .filter(policy -> policy.at("spec").items("policyTypes").contains(type))
            .filter(policy -> selects(policy.at("spec.podSelector"), own.labels()))
            .toList();
    return mine.isEmpty()
        || mine.stream()
            .flatMap(policy -> policy.at("spec").list(type.toLowerCase(Locale.ROOT)).stream())
            .anyMatch(rule ->
                peer(rule, type.equals("Egress") ? "to" : "from", own, other)
                    && port(rule, port, protocol));
  }

  private static boolean peer(Tree rule, String key, End own, End other) {
    List<Tree> peers = rule.list(key);
    return peers.isEmpty() || peers.stream().anyMatch(peer -> matches(peer, own, other));
  }

  private static boolean matches(Tree peer, End own, End other) {
    if (peer.has("ipBlock")) {
      Tree block = peer.at("ipBlock");
      return inside(block.text("cidr"), other.address())
          && block.items("except").stream()
              .noneMatch(except -> inside(except.toString(), other.address()));
    }
    boolean namespace =
        peer.has("namespaceSelector")
            ? other.isPod() && selects(peer.at("namespaceSelector"), other.namespace())
            : other.isPod() && other.inNamespace().equals(own.inNamespace());
    return namespace
        && (!peer.has("podSelector") || selects(peer.at("podSelector"), other.labels()));
  }

  private static boolean port(Tree rule, int port, String protocol) {
    List<Tree> ports = rule.list("ports");
    return ports.isEmpty()
        || ports.stream()
            .anyMatch(one ->
                one.whole("port").filter(number -> number == port).isPresent()
                    && one.text("protocol").equals(protocol));
  }

  private static boolean selects(Tree selector, Map<String, String> labels) {
    if (selector.has("matchExpressions")) {
      throw new IllegalArgumentException("not needed so far: " + selector);
    }
    return labels.entrySet().containsAll(selector.texts("matchLabels").entrySet());
  }

  private static boolean inside(String network, String address) {
    String[] parts = network.split("/");
    byte[] of = bytes(parts[0]);
    byte[] given = bytes(address);
    int ignored = of.length * Byte.SIZE - Integer.parseInt(parts[1]);
    return of.length == given.length
        && new BigInteger(1, of)
            .shiftRight(ignored)
            .equals(new BigInteger(1, given).shiftRight(ignored));
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
