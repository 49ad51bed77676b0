package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods that nodes do not take, or cannot start. */
@OnTestBed
class HeldPodsTests {

  private final String tenant = TestBed.tenant(getClass());
  private final ClusterKey key = new ClusterKey(RandomId.next("cl"), tenant, "training", "held");
  private final KubernetesClient admin = TestBed.get().admin();

  @AfterEach
  void leaveNothing() {
    admin.namespaces().withName("rp-" + tenant + "-training").delete();
    admin.close();
  }

  @Test
  void aTaintThatItDoesNotBearIsWhatItWaitsFor() {
    ClusterObservation seen =
        held(Map.of("rayport.kubernetes.pod-selector[kubernetes.io/hostname]", "fake-1"));

    assertThat(seen.reasonCode()).isEqualTo("unschedulable");
    assertThat(seen.reason()).startsWith("Waiting for the head: ").contains("taint");
  }

  @Test
  void anImageThatCannotBePulledIsWhatItWaitsFor() {
    assumeThat(admin.nodes().withName("node1").get()).as("a real node").isNotNull();

    ClusterObservation seen =
        held(
            Map.of(
                "rayport.kubernetes.image", "localhost/ray:none",
                "rayport.kubernetes.image-pull-policy", "IfNotPresent"));

    assertThat(seen.reasonCode()).startsWith("image");
    assertThat(seen.reason()).startsWith("Waiting for the head: ").contains("image");
  }

  private ClusterObservation held(Map<String, String> settings) {
    TestBed.get().install();
    try (KubernetesBackend backend = Backends.backend(Backends.installedPlatform(settings))) {
      backend.apply(key, Specs.headOnly());
      ClusterObservation seen =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(200))
              .until(
                  () -> backend.observe(key).orElseThrow(),
                  now ->
                      now.reasonCode().equals("unschedulable")
                          || now.reasonCode().startsWith("image-")
                              && !now.reasonCode().equals("image-pulling"));
      assertThat(seen.phase()).isEqualTo(Phase.STARTING);
      backend.stop(key);
      return seen;
    }
  }
}
