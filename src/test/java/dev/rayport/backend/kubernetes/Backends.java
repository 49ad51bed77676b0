package dev.rayport.backend.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Backends as a portal beside the test bed has them. */
final class Backends {

  private Backends() {}

  static KubernetesProperties properties(Map<String, String> besides) {
    Map<String, String> all = new HashMap<>();
    all.put("rayport.kubernetes.instance", "rayport");
    all.put("rayport.kubernetes.image", TestBed.RAY_IMAGE);
    all.put("rayport.kubernetes.image-pull-policy", "Never");
    all.put("rayport.kubernetes.termination-grace", "2s");
    all.put("rayport.kubernetes.cpu-request", "0.2");
    all.put("rayport.kubernetes.reach", "API_PROXY");
    TestBed.REAL_NODE.forEach(
        (key, value) -> all.put("rayport.kubernetes.pod-selector[%s]".formatted(key), value));
    all.putAll(besides);
    return bind("rayport.kubernetes", KubernetesProperties.class, all);
  }

  static IsolationProperties isolation(Map<String, String> given) {
    return bind("rayport.kubernetes.isolation", IsolationProperties.class, given);
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(List.of(new MapConfigurationPropertySource(values)))
        .bindOrCreate(prefix, Bindable.of(type));
  }

  /** A backend with an administrator's rights. */
  static KubernetesBackend admin(Map<String, String> besides) {
    Map<String, String> all = new HashMap<>(besides);
    all.put("rayport.kubernetes.kubeconfig", kubeconfig(TestBed.Caller.ADMIN));
    return backend(platform(all));
  }

  /** A backend before a server that only keeps what it is told. */
  static KubernetesBackend before(FakeApiServer server, java.nio.file.Path folder) {
    return backend(platformBefore(server, folder));
  }

  static Platform platformBefore(FakeApiServer server, java.nio.file.Path folder) {
    return platform(Map.of("rayport.kubernetes.kubeconfig", server.kubeconfig(folder).toString()));
  }

  /** A backend with the rights and behind the rules of {@code k8s/}, as in production. */
  static KubernetesBackend installed() {
    TestBed.get().install();
    return backend(installedPlatform(Map.of()));
  }

  /**
   * @param besides the usual settings
   */
  static Platform installedPlatform(Map<String, String> besides) {
    Map<String, String> all = new HashMap<>();
    all.put("rayport.kubernetes.kubeconfig", kubeconfig(TestBed.Caller.PORTAL));
    all.put("rayport.kubernetes.provisioner", kubeconfig(TestBed.Caller.PROVISIONER));
    all.put("rayport.kubernetes.image-prefixes", "localhost/ray:");
    all.put("rayport.kubernetes.isolation.portal-subject", "rayport/portal");
    all.put("rayport.kubernetes.isolation.api-server", "10.96.0.1/32,10.244.0.1/32");
    all.putAll(besides);
    return platform(all);
  }

  /** Settings for clusters whose pods run nothing. */
  static Map<String, String> fakeNodes(Map<String, String> besides) {
    Map<String, String> all = new HashMap<>(besides);
    all.put("rayport.kubernetes.pod-selector[kubernetes.io/hostname]", "fake-1");
    all.put("rayport.kubernetes.pod-tolerations[0].operator", "Exists");
    return all;
  }

  private static String kubeconfig(TestBed.Caller caller) {
    return TestBed.get().kubeconfig(caller).toString();
  }

  private static Platform platform(Map<String, String> given) {
    KubernetesProperties properties = properties(given);
    return new Platform(properties, isolation(given), Connections.of(properties));
  }

  static KubernetesBackend backend(Platform platform) {
    return new KubernetesBackend(
        platform, new ClusterTokens(purpose -> purpose.replaceAll("[^A-Za-z0-9]", "").repeat(2)));
  }
}
