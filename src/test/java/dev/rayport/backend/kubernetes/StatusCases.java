package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import org.junit.jupiter.params.provider.Arguments;

/** What is seen of a cluster, and what is to be read from it. */
final class StatusCases {

  private StatusCases() {}

  static Arguments seen(String what, Sightings sightings, Phase phase, String code, String reason) {
    return Arguments.arguments(what, sightings.sighting(), phase, code, reason);
  }

  static void assertRead(Sighting sighting, Phase phase, String code, String reason) {
    ClusterObservation read = RayClusterStatusReader.read(sighting);
    assertThat(read.phase()).as(read.reason()).isEqualTo(phase);
    assertThat(read.reasonCode()).isEqualTo(code);
    assertThat(read.reason()).contains(reason);
    assertThat(read.reason().isEmpty()).isEqualTo(phase == Phase.READY);
    assertThat(read.reason()).matches("|[A-Z].*\\.");
  }
}
