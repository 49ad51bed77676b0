package dev.rayport.backend.kubernetes;

import dev.rayport.backend.RayRoute;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to one API server as one identity. Requests fail soon: whoever asks tries again later and
 * shows why.
 */
final class Connection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int TRIES = 2;
  private static final int RETRY_AFTER_MILLIS = 200;

  private final Config config;
  private final KubernetesClient client;

  private Connection(Config config) {
    this.config = config;
    this.client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /**
   * @param kubeconfig unset: as kubectl finds it, or the pod's service account
   * @param context unset: the kubeconfig's current one
   */
  static Connection of(@Nullable Path kubeconfig, @Nullable String context) {
    Config found = kubeconfig == null ? Config.autoConfigure(context) : read(kubeconfig, context);
    TokenFile.of(found).ifPresent(found::setOauthTokenProvider);
    return new Connection(
        new ConfigBuilder(found)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(TRIES)
            .withRequestRetryBackoffInterval(RETRY_AFTER_MILLIS)
            .withUserAgent("rayport")
            .build());
  }

  private static Config read(Path kubeconfig, @Nullable String context) {
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalStateException(
          "The kubeconfig %s cannot be read; name another in rayport.kubernetes.kubeconfig."
              .formatted(kubeconfig));
    }
    Config config = Config.fromKubeconfig(context, kubeconfig.toFile());
    if (context != null
        && config.getContexts().stream().noneMatch(named -> named.getName().equals(context))) {
      throw new IllegalStateException(
          "The kubeconfig %s has no context %s.".formatted(kubeconfig, context));
    }
    return config;
  }

  KubernetesClient client() {
    return client;
  }

  /** The API server's address without a slash at its end. */
  String server() {
    return config.getMasterUrl().replaceFirst("/+$", "");
  }

  /** To heads through the API server, as this identity. */
  RayRoute route() {
    try {
      return RayRoute.through(server(), SSLUtils.sslContext(config), this::identity);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "The certificates of the kubeconfig cannot be used: " + e.getMessage(), e);
    }
  }

  private Map<String, String> identity() {
    String token =
        config.getOauthTokenProvider() == null
            ? config.getAutoOAuthToken() == null
                ? config.getOauthToken()
                : config.getAutoOAuthToken()
            : config.getOauthTokenProvider().getToken();
    return token == null || token.isBlank() ? Map.of() : Map.of("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    client.close();
  }
}
