package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterBackendContract;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeSpec;
import dev.rayport.base.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On real pods of the test bed's real node, with the rights of {@code k8s/} and no others. */
@OnTestBed
class KubernetesBackendTests extends ClusterBackendContract {

  private static final String TENANT = TestBed.tenant(KubernetesBackendTests.class);
  private static KubernetesBackend backend;

  @BeforeAll
  static void start() {
    backend = Backends.installed();
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    try (KubernetesClient admin = TestBed.get().admin()) {
      admin.namespaces().withName("rp-" + TENANT + "-training").delete();
    }
  }

  @Override
  protected ClusterBackend backend() {
    return backend;
  }

  @Override
  protected ClusterBackend afterCrash() {
    backend.close();
    backend = Backends.installed();
    return backend;
  }

  @Override
  protected void killHead(ClusterKey key) {
    delete(key, "head");
  }

  @Override
  protected void killWorker(ClusterKey key) {
    delete(key, "worker");
  }

  private static void delete(ClusterKey key, String type) {
    try (KubernetesClient admin = TestBed.get().admin()) {
      admin
          .pods()
          .inNamespace("rp-" + TENANT + "-training")
          .withLabels(Map.of("rayport.dev/cluster-id", key.id(), "ray.io/node-type", type))
          .withGracePeriod(0)
          .delete();
    }
  }

  /** KubeRay starts another one. */
  @Override
  protected Phase withoutHead() {
    return Phase.UNREACHABLE;
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(4);
  }

  @Override
  protected String tenant() {
    return TENANT;
  }

  @Override
  protected NodeSpec node() {
    return new NodeSpec(
        Quantity.parse("500m"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
  }
}
