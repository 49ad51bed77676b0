package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.cluster.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Heads that take connections and never answer. */
class HungHeadTests extends JobsOnClusters {

  private static final int HUNG = 30;

  @Test
  void hungHeadsDelayNobodyElse() {
    List<ClusterId> hung = new ArrayList<>();
    for (int i = 0; i < HUNG; i++) {
      hung.add(ready("hung-" + i));
    }
    for (int i = 0; i < HUNG; i++) {
      submit("hung-" + i, Map.of());
      submit("hung-0", Map.of());
    }
    hung.forEach(id -> backend.ray(key(id)).hang(true));
    Instant asked = Instant.now();

    for (int round = 0; round < 3; round++) {
      ClusterId healthy = ready("healthy-" + round);
      runs(healthy, submit("healthy-" + round, Map.of()).id());
    }

    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  void aHungHeadsOwnClusterStopsAllTheSame() {
    ClusterId hung = ready("hung");
    submit("hung", Map.of());
    backend.ray(key(hung)).hang(true);
    Instant asked = Instant.now();
    clusters.stop(hung);
    soon(() -> assertThat(clusters.work(hung)).isEmpty());
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(18));
  }
}
