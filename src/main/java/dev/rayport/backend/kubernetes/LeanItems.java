package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;

/**
 * Keeps of watched objects what is read of them. Of a pod that is a tenth: most of it repeats its
 * cluster's template, and who owns which of its fields.
 */
final class LeanItems<T extends HasMetadata> extends BasicItemStore<T> {

  LeanItems() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public T put(String key, T object) {
    object.getMetadata().setManagedFields(List.of());
    if (object instanceof Pod pod && pod.getSpec() != null) {
      pod.getMetadata().setAnnotations(null);
      pod.getSpec().setVolumes(List.of());
      pod.getSpec().setTolerations(List.of());
      pod.getSpec().setInitContainers(List.of());
      pod.getSpec().getContainers().forEach(LeanItems::strip);
    }
    return super.put(key, object);
  }

  private static void strip(Container container) {
    container.setEnv(List.of());
    container.setEnvFrom(List.of());
    container.setVolumeMounts(List.of());
    container.setCommand(List.of());
    container.setArgs(List.of());
    container.setLivenessProbe(null);
    container.setReadinessProbe(null);
    container.setStartupProbe(null);
    container.setLifecycle(null);
    container.setSecurityContext(null);
  }
}
