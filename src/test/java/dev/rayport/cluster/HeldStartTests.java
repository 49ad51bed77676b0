package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.Quantity;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.template.Stage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldStartTests {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "STARTING, image-pull, true",
        "STARTING, unschedulable, true",
        "STARTING, operator-silent, true",
        "STARTING, image-pulling, false",
        "STARTING, head-starting, false",
        "REQUESTED, queued, false",
        "REQUESTED, waits-for-capacity, true",
        "READY, workers-missing, false",
        "FAILED, image-pull, false",
      })
  void aStartIsHeldUpByWhatIsNotPartOfEveryStart(ClusterState state, String code, boolean held) {
    assertThat(cluster(state, code).held()).isEqualTo(held);
  }

  private static ClusterSummary cluster(ClusterState state, String code) {
    return new ClusterSummary(
        new ClusterId("cl_a"),
        "c",
        "default",
        "ac_a",
        "ada",
        Stage.TRAINING,
        "cpu-small@1",
        Desired.RUNNING,
        state,
        Optional.empty(),
        "why",
        code,
        0,
        0,
        1,
        0,
        Quantity.parse("1Gi"),
        false,
        false,
        false,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }
}
