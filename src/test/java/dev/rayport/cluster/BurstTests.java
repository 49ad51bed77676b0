package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.Fit;
import dev.rayport.base.SliceRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many clusters at once on a platform that takes all of them. */
class BurstTests extends ClusterWorld {

  private static final int MANY = 12;

  @Test
  void noneWaitsUntilThePlatformHasAnsweredForAnother() {
    CountDownLatch all = new CountDownLatch(MANY);
    AtomicInteger alone = new AtomicInteger();
    backend.withoutQueue();
    backend.beforeApply(key -> {
      all.countDown();
      if (!awaited(all)) {
        alone.incrementAndGet();
      }
    });

    List<ClusterDetails> clusters =
        IntStream.range(0, MANY).mapToObj(number -> create("burst-" + number)).toList();

    clusters.forEach(cluster -> awaitId(cluster.id(), ClusterState.READY));
    assertThat(alone).hasValue(0);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void whereThereIsAQueueTheyStillStartInTheirOrder() {
    backend.answerFit(new Fit(Fit.Answer.LATER, "memory", "needs 6 GiB, 3 GiB are free"));
    create("first");
    ClusterDetails second = create("second");

    eventually()
        .untilAsserted(() ->
            assertThat(service.get(second.id().value()).summary().reason())
                .startsWith("2nd in the queue"));
  }

  @Test
  void aListTellsTheStepsOfEachCluster() {
    List<ClusterDetails> clusters = List.of(create("one"), create("two"), create("three"));
    clusters.forEach(cluster -> awaitId(cluster.id(), ClusterState.READY));

    List<ClusterDetails> listed =
        service.sliceDetails(ClusterQuery.all(), SliceRequest.first(50)).items();

    assertThat(listed)
        .hasSize(3)
        .allSatisfy(cluster ->
            assertThat(cluster.steps()).isEqualTo(service.get(cluster.id().value()).steps()));
    assertThat(listed).noneMatch(cluster -> cluster.steps().isEmpty());
  }
}
