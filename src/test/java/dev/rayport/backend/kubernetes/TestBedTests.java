package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.kubernetes.TestBed.Caller;
import dev.rayport.backend.kubernetes.TestBed.Part;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

@OnTestBed
class TestBedTests {

  private final TestBed bed = TestBed.get();

  @Test
  void servesTheKindsOfKubeRay() {
    try (KubernetesClient admin = bed.admin()) {
      assertThat(admin.getApiResources("ray.io/v1").getResources())
          .extracting(APIResource::getKind)
          .contains("RayCluster", "RayJob", "RayService");
    }
  }

  @Test
  void letsThePortalDoOnlyWhatIsBoundToIt() {
    String namespace = "rp-" + TestBed.tenant(getClass());
    try (KubernetesClient admin = bed.admin();
        KubernetesClient portal = bed.client(Caller.PORTAL)) {
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      try {
        assertThatThrownBy(() -> portal.pods().inNamespace(namespace).list())
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining("system:serviceaccount:rayport:portal");
      } finally {
        admin.namespaces().withName(namespace).delete();
      }
    }
  }

  @Test
  void comesBackAfterItsApiServerWasKilled() {
    bed.kill(Part.APISERVER);

    bed.heal();

    try (KubernetesClient admin = bed.admin()) {
      assertThat(admin.nodes().list().getItems()).isNotEmpty();
    }
  }
}
