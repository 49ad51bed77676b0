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
    all.put(
        "rayport.kubernetes.kubeconfig", TestBed.get().kubeconfig(TestBed.Caller.ADMIN).toString());
    KubernetesProperties properties = properties(all);
    return new KubernetesBackend(
        new Platform(properties, isolation(Map.of()), Connections.of(properties)),
        new ClusterTokens(purpose -> purpose.replaceAll("[^A-Za-z0-9]", "").repeat(2)));
  }
}
