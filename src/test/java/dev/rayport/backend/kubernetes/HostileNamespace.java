package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rayport.backend.ClusterRefused;
import dev.rayport.backend.ClusterSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A tenant's namespace on the test bed with one cluster in it, as the portal makes both, and what
 * somebody tries there past the portal.
 */
final class HostileNamespace implements AutoCloseable {

  private static final Duration SETTLING = Duration.ofSeconds(20);

  private final TenantNamespace tenant;
  final KubernetesClient admin;
  private final RayClusterApi api;
  private final ObjectNames names;

  private HostileNamespace(TenantNamespace tenant) {
    this.tenant = tenant;
    admin = tenant.admin;
    api = new RayClusterApi(admin);
    names = ObjectNames.of("rp-", tenant.key);
  }

  static HostileNamespace of(Class<?> test) {
    HostileNamespace made = new HostileNamespace(TenantNamespace.of(test));
    made.settle();
    return made;
  }

  private void settle() {
    api.apply(objects().account());
    api.applyCluster(cluster());
    Instant end = Instant.now().plus(SETTLING);
    // Rules hold a moment after they were written.
    while (!(catchThrowable(() -> apply("spec.authOptions", "-")) instanceof ClusterRefused)) {
      assertThat(Instant.now()).isBefore(end);
    }
    api.applyCluster(cluster());
  }

  String name() {
    return tenant.name;
  }

  ObjectNames names() {
    return names;
  }

  /** On fake nodes: nothing here runs Ray. */
  private ClusterObjects objects() {
    KubernetesProperties properties = Backends.properties(Backends.fakeNodes(Map.of()));
    ClusterSpec spec =
        new ClusterSpec(
            "2.58.0",
            Specs.node("1", "2Gi"),
            List.of(Specs.group("small", Specs.node("1", "2Gi"), 0, 0, 2)),
            Map.of());
    return new ClusterObjects(
        new RayClusterManifest(tenant.key, spec, properties, InstalledKubeRay.assumed()),
        names,
        Backends.isolation(Map.of()),
        true);
  }

  /** The cluster as the portal writes it. */
  Map<String, Object> cluster() {
    return Trees.mutable(objects().cluster(Replicas.ASKED));
  }

  /** Writes the cluster with this in place of what the portal wrote there. */
  void apply(String path, Object value) {
    Map<String, Object> cluster = cluster();
    Trees.set(cluster, path, value);
    api.applyCluster(cluster);
  }

  HasMetadata apply(Map<String, Object> object) {
    return api.apply(object);
  }

  void create(Map<String, Object> object) {
    GenericKubernetesResource resource =
        admin.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class);
    ApiErrors.telling("creating it", () -> admin.resource(resource).inNamespace(name()).create());
  }

  /** A pod that the platform takes. */
  Map<String, Object> pod() {
    Map<String, Object> container =
        new TreeBuilder()
            .put("name", "one")
            .put("image", "localhost/ray:2.58.0")
            .put("securityContext", PodTemplate.restricted())
            .build();
    return Trees.mutable(
        new TreeBuilder()
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", Map.of("name", "hostile", "namespace", name()))
            .put(
                "spec",
                new TreeBuilder()
                    .put("containers", List.of(container))
                    .put("nodeSelector", TestBed.FAKE_NODES)
                    .put("volumes", List.of(volume("emptyDir", Map.of())))
                    .build())
            .build());
  }

  static Map<String, Object> volume(String kind, Map<String, Object> source) {
    return Map.of("name", kind.equals("projected") ? "mine" : "api-token", kind, source);
  }

  static void assertDenied(Throwable e, String why) {
    assertThat(e).isInstanceOf(ClusterRefused.class);
    assertThat(((ClusterRefused) e).reasonCode()).isEqualTo("admission-denied");
    assertThat(e.getMessage()).startsWith("A rule of the platform refuses it: ").contains(why);
    assertThat(e.getMessage()).doesNotContain("ValidatingAdmissionPolicy");
  }

  @Override
  public void close() {
    tenant.close();
  }
}
