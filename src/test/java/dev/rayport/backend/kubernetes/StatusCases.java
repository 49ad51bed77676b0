package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is seen of a cluster, and what is to be read from it: {@code cases()} of each subject. */
abstract class StatusCases {

  /** Of the operator, of a worker beyond the quota of its namespace. */
  static final String QUOTA =
      "failed to create worker pod: pods \"c-worker-worker-abcde\" is forbidden: exceeded quota:"
          + " tenant, requested: limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8";

  static Arguments seen(String what, Sightings sightings, Phase phase, String code, String reason) {
    return Arguments.arguments(what, sightings.sighting(), phase, code, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void phaseAndReasonFollowWhatIsThere(
      String what, Sighting sighting, Phase phase, String code, String reason) {
    ClusterObservation read = RayClusterStatusReader.read(sighting);

    assertThat(read.phase()).as(read.reason()).isEqualTo(phase);
    assertThat(read.reasonCode()).isEqualTo(code);
    assertThat(read.reason()).contains(reason);
    assertThat(read.reason().isEmpty()).isEqualTo(phase == Phase.READY);
    assertThat(read.reason()).matches("|[A-Z].*\\.");
  }
}
