package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import java.time.Duration;
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
}
