package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clusters that stop by themselves. */
class ClusterStopRuleTests extends ClusterWorld {

  @Test
  void itStopsWhenItsTimeIsOver() {
    CreateCluster wish =
        wish(
            "short",
            "cpu-small",
            Optional.of(
                new StopWhen(
                    Optional.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty())));
    ClusterDetails cluster = create(wish);
    awaitId(cluster.id(), ClusterState.STOPPED);
    assertThat(service.get(cluster.id().value()).summary().reasonCode()).isEqualTo("time-over");
  }

  @Test
  void extendMovesTheStop() {
    ClusterDetails cluster = ready("long");
    Instant before = rows.findById(cluster.id().value()).orElseThrow().times.stopsAt;
    service.extend(cluster.id(), Duration.ofHours(4));
    assertThat(rows.findById(cluster.id().value()).orElseThrow().times.stopsAt)
        .isEqualTo(before.plus(Duration.ofHours(4)));
    assertThat(refusal(() -> service.extend(cluster.id(), Duration.ofDays(400))).errors())
        .extracting(e -> e.field())
        .containsExactly("by");
  }
}
