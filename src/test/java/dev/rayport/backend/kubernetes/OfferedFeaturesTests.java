package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.Fit;
import dev.rayport.backend.PlatformFeature;
import org.junit.jupiter.api.Test;

class OfferedFeaturesTests {

  private static final OfferedFeatures NEWEST = new OfferedFeatures(InstalledKubeRay::assumed);

  @Test
  void whatTheDefinitionLacksIsSaidWithTheNextStep() {
    OfferedFeatures installed = new OfferedFeatures(KubeRaySources::definition);

    assertThat(installed.lacks(PlatformFeature.TLS).orElseThrow())
        .contains("no mutual TLS", "Version 1.7", "RayClusterMTLS");
    assertThat(installed.lacks(PlatformFeature.NETWORK_POLICY).orElseThrow())
        .contains("Version 1.7", "RayClusterNetworkPolicy");
    assertThat(installed.lacks(PlatformFeature.GROUP_SUSPEND)).isEmpty();
    assertThat(installed.problem(Specs.walled()).map(Fit::resource)).contains("tls");
    assertThat(installed.problem(Specs.withSuspendedGroup())).isEmpty();
  }

  @Test
  void whatTheDefinitionHasIsOffered() {
    assertThat(PlatformFeature.values())
        .allSatisfy(feature -> assertThat(NEWEST.lacks(feature)).isEmpty());
    assertThat(NEWEST.problem(Specs.walled())).isEmpty();
  }

  @Test
  void aKubernetesThatDoesNotAnswerRefusesNothing() {
    OfferedFeatures silent =
        new OfferedFeatures(() -> {
          throw new BackendException("Kubernetes does not answer.");
        });
    assertThat(silent.problem(Specs.walled())).isEmpty();
  }
}
