package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.SliceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What clusters and backends do that nobody asked for. */
class ClusterTroubleTests extends ClusterWorld {

  @Test
  void aFailureShowsItsReasonAndLeavesNothingBehind() {
    ClusterDetails cluster = ready("bad");
    backend.fail(key(cluster), "The head ended: out of memory.", "head-died");

    ClusterDetails failed = await("bad", ClusterState.FAILED);

    assertThat(failed.summary().reason()).isEqualTo("The head ended: out of memory.");
    assertThat(failed.summary().reasonCode()).isEqualTo("head-died");
    eventually().untilAsserted(() -> assertThat(backend.list()).isEmpty());
    assertThat(service.get("bad").summary().reason()).isEqualTo("The head ended: out of memory.");
    service.start(cluster.id());
    await("bad", ClusterState.READY);
  }

  @Test
  void whatVanishesHasFailed() {
    ClusterDetails cluster = ready("gone");
    backend.lose(key(cluster));
    assertThat(await("gone", ClusterState.FAILED).summary().reasonCode()).isEqualTo("vanished");
  }

  @Test
  void conditionsComeAndGo() {
    ClusterDetails cluster = ready("ill");
    backend.silence(key(cluster));
    awaitCondition("ill", Optional.of(Condition.UNREACHABLE));
    backend.proceed(key(cluster));
    awaitCondition("ill", Optional.empty());
    backend.loseWorker(key(cluster));
    awaitCondition("ill", Optional.of(Condition.DEGRADED));
    assertThat(service.get("ill").summary().reason()).isEqualTo("worker-0 ended.");
  }

  @Test
  void aSilentBackendIsTheReasonUntilItAnswersAgain() {
    backend.slow(true);
    ClusterDetails cluster = create("patient");
    await("patient", ClusterState.STARTING);
    backend.down(true);
    awaitReason("patient", "The backend does not answer. Rayport tries again.");
    assertThat(service.get("patient").summary().state()).isEqualTo(ClusterState.STARTING);
    backend.down(false);
    backend.proceed(key(cluster));
    await("patient", ClusterState.READY);
  }

  @Test
  void whatIsKnownStaysWithItsTimeWhileTheBackendIsSilent() {
    ClusterDetails cluster = create(wish("known", "train-cpu", Optional.empty()));
    await("known", ClusterState.READY);
    backend.loseWorker(key(cluster));
    awaitCondition("known", Optional.of(Condition.DEGRADED));
    assertThat(service.get("known").summary().asOf()).isEmpty();
    Instant before = Instant.now();

    backend.down(true);

    ClusterDetails silent =
        eventually().until(() -> service.get("known"), known -> known.summary().asOf().isPresent());
    assertThat(silent.summary().asOf().orElseThrow())
        .isBetween(before.minusSeconds(1), Instant.now());
    assertThat(silent.summary().reason()).isEqualTo("worker-0 ended.");
    assertThat(silent.nodes()).hasSize(2);
    assertThat(service.backendSilence()).isPresent();
    assertThat(service.events(cluster.id(), SliceRequest.first(20)).items())
        .extracting(ClusterEvent::text)
        .contains("The backend does not answer. Rayport tries again.");

    backend.down(false);
    backend.proceed(key(cluster));
    awaitCondition("known", Optional.empty());
    assertThat(service.get("known").summary().asOf()).isEmpty();
    assertThat(service.backendSilence()).isEmpty();
  }

  @Test
  void whatIsAskedForMeanwhileIsDoneAfterwards() {
    ClusterDetails cluster = ready("asked");
    backend.down(true);
    eventually().until(() -> service.get("asked").summary().asOf().isPresent());

    service.stop(cluster.id());
    ClusterDetails another = create("another");
    awaitReason("another", "The backend does not answer. Rayport tries again.");
    assertThat(service.get("asked").summary().desired()).isEqualTo(ClusterSummary.Desired.STOPPED);

    backend.down(false);
    awaitId(cluster.id(), ClusterState.STOPPED);
    await("another", ClusterState.READY);
    assertThat(backend.list()).containsExactly(key(another));
  }

  @Test
  void newsComesOnlyWhenSomethingChanged() {
    List<Change> news = new CopyOnWriteArrayList<>();
    ClusterDetails cluster = ready("calm");
    try (ChangeFeed.Subscription subscription = feed.subscribe(news::add)) {
      assertThat(subscription).isNotNull();
      int before = news.size();
      eventually().pollDelay(Duration.ofSeconds(3)).until(() -> true);
      assertThat(news.size() - before).isLessThanOrEqualTo(1);
      service.stop(cluster.id());
      awaitId(cluster.id(), ClusterState.STOPPED);
      assertThat(news).contains(new Change(tenant, "cluster", cluster.id().value()));
    }
  }

  @Test
  void processesNobodyKnowsAreStopped() {
    ClusterDetails cluster = ready("known");
    backend.apply(
        new ClusterKey("cl_orphan", "somebody", "training", "orphan"),
        cluster.spec().orElseThrow());

    sweep.run();

    assertThat(backend.list()).extracting(ClusterKey::name).containsExactly("known");
  }

  @Test
  void oneThatCannotBeStoppedDoesNotKeepTheOthers() {
    ClusterDetails cluster = ready("known");
    for (String id : List.of("cl_1", "cl_2", "cl_3")) {
      backend.apply(new ClusterKey(id, "somebody", "training", id), cluster.spec().orElseThrow());
    }
    backend.beforeStop(key -> {
      if (key.id().equals("cl_1")) {
        throw new BackendException("It does not go.");
      }
    });

    sweep.run();

    assertThat(backend.list()).extracting(ClusterKey::id).doesNotContain("cl_2", "cl_3");
    assertThat(backend.list()).extracting(ClusterKey::id).contains("cl_1");
  }
}
