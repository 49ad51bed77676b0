package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token that a kubeconfig keeps in a file ({@code tokenFile}), read for each request: whoever
 * renews it, such as a kubelet, tells nobody. The client's own reader knows no such files.
 */
final class TokenFile implements OAuthTokenProvider {

  private final Path file;
  private volatile @Nullable String last;

  private TokenFile(Path file) {
    this.file = file;
  }

  /** That of the kubeconfig's current user; empty: it has another way to say who it is. */
  static Optional<TokenFile> of(Config config) {
    File kubeconfig = config.getFileWithAuthInfo();
    if (kubeconfig == null || config.getCurrentContext() == null) {
      return Optional.empty();
    }
    String user = config.getCurrentContext().getContext().getUser();
    return KubeConfigUtils.parseConfig(kubeconfig).getUsers().stream()
        .filter(named -> named.getName().equals(user))
        .map(NamedAuthInfo::getUser)
        .flatMap(found -> Optional.ofNullable(found.getTokenFile()).stream())
        .findFirst()
        .map(name -> new TokenFile(kubeconfig.toPath().resolveSibling(name)));
  }

  @Override
  public @Nullable String getToken() {
    try {
      last = Files.readString(file).strip();
    } catch (IOException e) {
      // Between two tokens the one before may still do; without any, the API server says who lacks.
      return last;
    }
    return last;
  }
}
