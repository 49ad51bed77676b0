package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cluster from the wish to its end. */
class ClusterServiceTests extends ClusterWorld {

  @Test
  void aClusterBecomesReadyWithItsStepsAndEvents() {
    ClusterDetails created = create("one");
    assertThat(created.summary().state()).isEqualTo(ClusterState.REQUESTED);
    assertThat(created.summary().reason()).isNotEmpty();

    ClusterDetails ready = await("one", ClusterState.READY);

    assertThat(ready.summary().reason()).isEmpty();
    assertThat(ready.summary().template()).startsWith("cpu-small@");
    assertThat(ready.steps())
        .extracting(step -> step.step())
        .containsExactly("Accepted", "Queue", "Head ready");
    assertThat(ready.nodes()).hasSize(1);
    assertThat(ready.rayAddress()).isPresent();
    assertThat(ready.readyAt()).isPresent();
    assertThat(ready.summary().stopsAt()).isPresent();
    assertThat(service.events(ready.id(), SliceRequest.first(10)).items())
        .extracting(ClusterEvent::text)
        .anyMatch(text -> text.startsWith("Ready "))
        .contains("Start 1 begins.");
    assertThat(access.standing(ready.id()).startNumber()).isEqualTo(1);
    assertThat(access.ray(ready.id()).orElseThrow().version()).isEqualTo("2.58.0");
    assertThat(service.startTimes("cpu-small").orElseThrow().starts()).isEqualTo(1);
    assertThat(service.counts()).isEqualTo(Map.of(ClusterState.READY, 1L));
  }

  @Test
  void itStartsSoonAfterItWasAskedFor() {
    // Polls come each second, and a start takes more than one look; the best of a busy machine.
    assertThat(IntStream.range(0, 5).mapToObj(i -> startTime("quick-" + i)))
        .anyMatch(took -> took.toMillis() < 900);
  }

  private Duration startTime(String name) {
    Instant asked = Instant.now();
    create(name);
    await(name, ClusterState.READY);
    return Duration.between(asked, Instant.now());
  }

  @Test
  void stoppingFreesTheNameAndKeepsTheHistory() {
    ClusterDetails first = ready("again");
    service.stop(first.id());
    awaitId(first.id(), ClusterState.STOPPED);

    assertThat(service.get(first.id().value()).summary().reason()).isEqualTo("Stopped by ada.");
    assertThat(backend.list()).isEmpty();
    ClusterDetails second = create("again");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(service.stop(first.id()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }

  @Test
  void twentyInParallelAllBecomeReady() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        pool.submit(() -> {
          Acting.as(tenant, "ada", Role.RESEARCHER);
          create("many-" + number);
        });
      }
    }
    eventually()
        .untilAsserted(
            () -> assertThat(service.counts()).isEqualTo(Map.of(ClusterState.READY, 20L)));
    assertThat(backend.list()).hasSize(20);
  }

  @Test
  void restartGoesThroughStoppedToReadyWithTheNextNumber() {
    ClusterDetails first = ready("re");
    service.restart(first.id());
    eventually()
        .untilAsserted(() -> {
          assertThat(access.standing(first.id()).startNumber()).isEqualTo(2);
          assertThat(access.standing(first.id()).state()).isEqualTo(ClusterState.READY);
        });
    assertThat(service.get("re").spec()).isEqualTo(first.spec());
  }

  @Test
  void aStoppedOneStartsAgainFromItsSpec() {
    ClusterDetails first = ready("back");
    service.stop(first.id());
    awaitId(first.id(), ClusterState.STOPPED);

    service.start(first.id());

    ClusterDetails again = awaitId(first.id(), ClusterState.READY);
    assertThat(again.spec()).isEqualTo(first.spec());
    assertThat(again.summary().desired()).isEqualTo(Desired.RUNNING);
    assertThat(access.standing(first.id()).startNumber()).isEqualTo(2);
  }

  @Test
  void deletedOnesLeaveTheListsOnceTheyAreGone() {
    ClusterDetails cluster = ready("old");
    service.delete(cluster.id());
    eventually().untilAsserted(() -> assertThat(service.count(ClusterQuery.all())).isZero());
    assertThat(service.get(cluster.id().value()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }

  @Test
  void aDeletedOneIsNotStartedAgainOutOfSight() {
    ClusterDetails cluster = ready("past");
    service.delete(cluster.id());
    awaitId(cluster.id(), ClusterState.STOPPED);

    assertThat(refusal(() -> service.start(cluster.id())).code()).isEqualTo("deleted");
    assertThat(refusal(() -> service.restart(cluster.id())).code()).isEqualTo("deleted");
    assertThat(service.get(cluster.id().value()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }
}
