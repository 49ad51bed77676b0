package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewsTests {

  private static final ClusterKey ONE = new ClusterKey("cl_1", "ml", "training", "one");
  private static final ClusterKey LAST = new ClusterKey("cl_2", "ml", "training", "last");
  private final Map<ClusterKey, ClusterObservation> there = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final List<ClusterKey> told = new CopyOnWriteArrayList<>();
  private boolean down;
  private final News news = new News(this::read, told::add);

  private Object read(ClusterKey key) {
    reads.incrementAndGet();
    if (down) {
      throw new BackendException("Kubernetes has not answered yet.");
    }
    return Optional.ofNullable(there.get(key));
  }

  private static ClusterObservation observation(Phase phase) {
    return new ClusterObservation(phase, "", "", List.of(), List.of(), Optional.empty());
  }

  @AfterEach
  void close() {
    news.close();
  }

  /** All that was heard before is told or not when this one is. */
  private void letEverythingBeTold() {
    there.put(LAST, observation(Phase.READY));
    news.heard(LAST);
    await().atMost(Duration.ofSeconds(5)).until(() -> told.contains(LAST));
  }

  @Test
  void manyEventsAreReadOnce() {
    there.put(ONE, observation(Phase.STARTING));
    for (int event = 0; event < 100; event++) {
      news.heard(ONE);
    }
    letEverythingBeTold();

    assertThat(told).containsOnlyOnce(ONE);
    assertThat(reads.get()).isLessThan(10);
  }

  @Test
  void oneThatCannotBeReadKeepsNobodyFromBeingTold() {
    ClusterKey broken = new ClusterKey("cl_0", "ml", "training", "broken");
    try (News failing =
        new News(
            key -> {
              if (key.equals(broken)) {
                throw new IllegalStateException("not as it should be");
              }
              return read(key);
            },
            told::add)) {
      there.put(ONE, observation(Phase.STARTING));
      failing.heard(broken);
      failing.heard(ONE);
      await().atMost(Duration.ofSeconds(30)).until(() -> told.contains(ONE));
      failing.heard(LAST);
      await().atMost(Duration.ofSeconds(30)).until(() -> told.contains(LAST));
    }
  }

  @Test
  void whatChangesNothingIsNotTold() {
    there.put(ONE, observation(Phase.STARTING));
    news.told(ONE, Optional.of(observation(Phase.STARTING)));
    news.heard(ONE);
    letEverythingBeTold();

    assertThat(told).containsExactly(LAST);
  }

  @Test
  void theEndOfAClusterIsTold() {
    news.told(ONE, Optional.of(observation(Phase.STOPPING)));
    news.heard(ONE);

    await().atMost(Duration.ofSeconds(5)).until(() -> told.contains(ONE));
  }

  @Test
  void whatCannotBeReadIsTold() {
    down = true;
    news.heard(ONE);

    await().atMost(Duration.ofSeconds(5)).until(() -> told.contains(ONE));
  }
}
