package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** A namespace on the test bed for a tenant of its own, made as the portal makes it. */
final class TenantNamespace implements AutoCloseable {

  final KubernetesClient admin = TestBed.get().admin();
  final ClusterKey key;
  final String name;

  private TenantNamespace(String tenant) {
    key = new ClusterKey("cl_1", tenant, "training", "mine");
    name = "rp-%s-training".formatted(tenant);
  }

  /** What the portal needs is applied before. */
  static TenantNamespace of(Class<?> test) {
    TestBed.get().install();
    TenantNamespace made = new TenantNamespace(TestBed.tenant(test));
    Platform platform = Backends.installedPlatform(Map.of());
    try (Connections connections = platform.connections()) {
      assertThat(connections).isNotNull();
      new Namespaces(platform).ensure(made.name, made.key);
    }
    return made;
  }

  @Override
  public void close() {
    admin.namespaces().withName(name).delete();
    admin.close();
  }
}
