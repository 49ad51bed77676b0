package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.SecretBox;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Ray clusters that run outside of the portal's care: it uses them and says how they are. */
@Component
class RegisteredClusters {

  private static final int MAX_TOKEN = 500;

  private final OutsideStore outside;
  private final ShownClusters shown;
  private final SecretBox secrets;
  private final ClusterProperties properties;

  RegisteredClusters(
      OutsideStore outside, ShownClusters shown, SecretBox secrets, ClusterProperties properties) {
    this.outside = outside;
    this.shown = shown;
    this.secrets = secrets;
    this.properties = properties;
  }

  /** What is wrong with an address and a token; empty when both can be used. */
  List<FieldError> mistakes(String address, String token) {
    List<FieldError> mistakes = new ArrayList<>();
    try {
      checked(address);
    } catch (Refusal refusal) {
      mistakes.addAll(refusal.errors());
    }
    if (token.length() > MAX_TOKEN || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      mistakes.add(
          new FieldError(
              "token",
              "A token is up to %d plain characters without spaces.".formatted(MAX_TOKEN)));
    }
    return mistakes;
  }

  /**
   * @throws Refusal for an address that is not to be used
   */
  void fill(ClusterEntity cluster, String address, String token) {
    cluster.registered = true;
    cluster.rayAddress = checked(address).toString();
    cluster.sealedToken = token.isEmpty() ? null : secrets.seal(token);
  }

  RayEndpoint endpoint(ClusterEntity cluster) {
    return new RayEndpoint(
        URI.create(Objects.requireNonNull(cluster.rayAddress)),
        Optional.ofNullable(cluster.sealedToken).map(secrets::open));
  }

  /**
   * Asks it for a sign of life and stores how it is.
   *
   * @return empty when it is forgotten and needs no further look
   */
  Optional<ClusterEntity> look(ClusterEntity cluster) {
    if (cluster.state == ClusterState.STOPPED) {
      return Optional.empty();
    }
    if (cluster.readOnly()) {
      return shown.look(cluster);
    }
    Optional<String> problem = Optional.empty();
    try {
      new RayClient(endpoint(cluster)).version();
    } catch (BackendException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    outside.registered(cluster.id, problem);
    return Optional.of(cluster);
  }

  private URI checked(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw refuse("“%s” is no address.".formatted(address));
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!web || !plain || uri.getHost() == null || !uri.getRawPath().matches("/?")) {
      throw refuse(
          "Write scheme, host and port of Ray's dashboard only, such as http://localhost:8265.");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (properties.registerHosts().stream().noneMatch(rule -> allows(rule, host))) {
      throw refuse(
          ("%s is not on the list of hosts to register from; whoever runs Rayport can add it to"
                  + " rayport.cluster.register-hosts.")
              .formatted(host));
    }
    return URI.create(
        uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
  }

  private static boolean allows(String rule, String host) {
    return rule.startsWith("*.") ? host.endsWith(rule.substring(1)) : rule.equals(host);
  }

  private static Refusal refuse(String message) {
    return Refusal.invalid("address", message);
  }
}
