package dev.rayport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link ClusterBackend} must do. A few lives of clusters cover it all. */
public abstract class ClusterBackendContract {

  private final List<ClusterKey> used = new java.util.ArrayList<>();

  protected abstract ClusterBackend backend();

  /** The backend as a fresh start of the portal would find it after a crash. */
  protected abstract ClusterBackend afterCrash();

  /** Ends the head of a living cluster from outside, the hard way. */
  protected abstract void killHead(ClusterKey key);

  /** Ends a worker of a living cluster from outside, the hard way. */
  protected abstract void killWorker(ClusterKey key);

  /** Whatever a lost worker needs to come back. */
  protected void recover(ClusterKey key) {}

  /** What a cluster is without its head: lost, or waiting for the next one. */
  protected Phase withoutHead() {
    return Phase.FAILED;
  }

  /** How long a start or a stop may take at most. */
  protected Duration patience() {
    return Duration.ofSeconds(90);
  }

  @AfterEach
  void stopAll() {
    for (ClusterKey key : used) {
      backend().stop(key);
    }
    for (ClusterKey key : used) {
      await(key, Optional::isEmpty);
    }
  }

  @Test
  void anUnknownClusterIsEmptyAndNoErrorToStop() {
    ClusterKey unknown = newKey();
    assertThat(backend().observe(unknown)).isEmpty();
    backend().stop(unknown);
    assertThat(backend().list()).doesNotContain(unknown);
  }

  @Test
  void whatFitsNowIsToldSo() {
    assertThat(backend().fit(spec(0))).isEqualTo(Fit.now());
  }

  @Test
  void startsOnceServesAndIsGoneAfterStop() {
    ClusterKey key = newKey();
    LinkedBlockingQueue<ClusterKey> news = new LinkedBlockingQueue<>();
    try (Subscription watching = backend().watch(news::add)) {
      assertThat(watching).isNotNull();
      backend().apply(key, spec(0));
      assertThat(backend().observe(key)).isPresent();
      ClusterObservation ready = awaitPhase(key, Phase.READY);
      assertThat(news).contains(key);
      assertReady(ready, 1);
      backend().apply(key, spec(0));
      assertThat(backend().observe(key).orElseThrow().endpoint()).isEqualTo(ready.endpoint());
      assertThat(backend().list()).containsOnlyOnce(key);
    }
    backend().stop(key);
    backend().stop(key);
    await(key, Optional::isEmpty);
    assertThat(backend().list()).doesNotContain(key);
  }

  @Test
  void workersJoinOutliveACrashOfThePortalAndAreReplacedWhenLost() {
    ClusterKey key = newKey();
    backend().apply(key, spec(1));
    ClusterObservation ready = awaitPhase(key, Phase.READY);
    assertReady(ready, 2);

    afterCrash();
    assertThat(backend().list()).containsOnlyOnce(key);
    backend().apply(key, spec(1));
    ClusterObservation adopted = awaitPhase(key, Phase.READY);
    assertThat(adopted.endpoint()).isEqualTo(ready.endpoint());
    assertThat(pids(adopted)).isEqualTo(pids(ready));

    killWorker(key);
    ClusterObservation degraded = within(Duration.ofSeconds(5), key, Phase.DEGRADED);
    assertThat(degraded.reason()).isNotBlank();
    assertThat(degraded.reasonCode()).isNotBlank();
    assertThat(degraded.endpoint()).isEqualTo(ready.endpoint());
    recover(key);
    assertReady(awaitPhase(key, Phase.READY), 2);
  }

  @Test
  void theDeathOfTheHeadIsSeenWithAReason() {
    ClusterKey key = newKey();
    backend().apply(key, spec(0));
    awaitPhase(key, Phase.READY);
    killHead(key);
    ClusterObservation headless = within(Duration.ofSeconds(5), key, withoutHead());
    assertThat(headless.reason()).isNotBlank();
    assertThat(headless.reasonCode()).isNotBlank();
    if (withoutHead() != Phase.FAILED) {
      awaitPhase(key, Phase.READY);
    }
    backend().stop(key);
    await(key, Optional::isEmpty);
  }

  @Test
  void aLivingOneTakesWorkersOnAndLetsThemGo() {
    ClusterKey key = newKey();
    backend().apply(key, spec(0));
    ClusterObservation alone = awaitPhase(key, Phase.READY);
    assertThat(backend().fit(key, spec(2))).isEqualTo(Fit.now());
    for (int workers : List.of(2, 1, 0)) {
      backend().apply(key, spec(workers));
      await(key, seen -> seen.filter(known -> has(known, workers)).isPresent());
      assertReady(backend().observe(key).orElseThrow(), 1 + workers);
      assertThat(backend().observe(key).orElseThrow().endpoint()).isEqualTo(alone.endpoint());
    }
  }

  private static boolean has(ClusterObservation seen, int workers) {
    return seen.phase() == Phase.READY && seen.nodes().size() == 1 + workers;
  }

  @Test
  void aSuspendedOneRunsNothingAndStartsAgain() {
    ClusterKey key = newKey();
    backend().suspend(key);
    assertThat(backend().observe(key)).isEmpty();
    backend().apply(key, spec(1));
    awaitPhase(key, Phase.READY);

    backend().suspend(key);
    backend().suspend(key);
    ClusterObservation suspended = awaitPhase(key, Phase.SUSPENDED);
    assertThat(suspended.nodes()).isEmpty();
    assertThat(suspended.endpoint()).isEmpty();
    assertThat(suspended.reason()).isNotBlank();
    afterCrash();
    assertThat(backend().list()).containsOnlyOnce(key);
    assertThat(awaitPhase(key, Phase.SUSPENDED).nodes()).isEmpty();

    backend().apply(key, spec(1));
    assertReady(awaitPhase(key, Phase.READY), 2);
  }

  private void assertReady(ClusterObservation ready, int nodes) {
    assertThat(ready.reason()).isEmpty();
    assertThat(ready.reasonCode()).isEmpty();
    assertThat(ready.nodes()).hasSize(nodes);
    assertThat(ready.nodes()).extracting(NodeObservation::name).doesNotHaveDuplicates();
    assertThat(ready.nodes().getFirst().group()).isEqualTo("head");
    assertThat(ready.nodes()).allMatch(node -> node.state() == NodeObservation.State.READY);
    assertThat(ready.steps()).isNotEmpty();
    assertThat(ready.steps()).allMatch(step -> step.state() == StartStep.State.DONE);
    RayClient ray = new RayClient(ready.endpoint().orElseThrow());
    assertThat(ray.version()).isEqualTo("2.58.0");
    assertThat(ray.jobs()).isEmpty();
    assertClosed(ready.endpoint().orElseThrow());
  }

  /** Without its token a head lists no jobs and takes none. */
  private static void assertClosed(RayEndpoint head) {
    Duration limit = Duration.ofSeconds(20);
    for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("wrong"))) {
      RayHttp stranger = new RayHttp(new RayEndpoint(head.address(), token, head.route()));
      assertThatThrownBy(() -> stranger.get("/api/jobs/", limit))
          .hasMessageContaining("refuses the portal's token");
      assertThatThrownBy(
              () -> stranger.post("/api/jobs/", Map.of("entrypoint", "touch /tmp/stolen"), limit))
          .hasMessageContaining("refuses the portal's token");
    }
  }

  private static List<Optional<Long>> pids(ClusterObservation observation) {
    return observation.nodes().stream().map(NodeObservation::pid).toList();
  }

  protected String tenant() {
    return "acme";
  }

  protected ClusterKey newKey() {
    ClusterKey key = new ClusterKey(RandomId.next("cl"), tenant(), "training", "contract");
    used.add(key);
    return key;
  }

  /** A node that this backend can start two of. */
  protected NodeSpec node() {
    return new NodeSpec(
        Quantity.parse("1"), Quantity.parse("1Gi"), 0, OptionalDouble.empty(), Map.of());
  }

  protected ClusterSpec spec(int workers) {
    NodeSpec node = node();
    WorkerGroupSpec group =
        new WorkerGroupSpec("small", node, workers, workers, workers, false, Map.of(), List.of());
    return new ClusterSpec(
        "2.58.0", node, workers == 0 ? List.of() : List.of(group), Map.of("GREETING", "hello"));
  }

  protected ClusterObservation awaitPhase(ClusterKey key, Phase phase) {
    return within(patience(), key, phase);
  }

  private ClusterObservation within(Duration limit, ClusterKey key, Phase phase) {
    return await(limit, key, seen -> seen.map(ClusterObservation::phase).equals(Optional.of(phase)))
        .orElseThrow();
  }

  protected void await(ClusterKey key, Predicate<Optional<ClusterObservation>> until) {
    await(patience(), key, until);
  }

  private Optional<ClusterObservation> await(
      Duration limit, ClusterKey key, Predicate<Optional<ClusterObservation>> until) {
    LinkedBlockingQueue<ClusterKey> news = new LinkedBlockingQueue<>();
    Instant end = Instant.now().plus(limit);
    try (Subscription watching = backend().watch(news::add)) {
      assertThat(watching).isNotNull();
      Optional<ClusterObservation> seen = backend().observe(key);
      while (!until.test(seen)) {
        assertThat(Instant.now()).as("still %s", seen).isBefore(end);
        news.poll(200, TimeUnit.MILLISECONDS);
        seen = backend().observe(key);
      }
      return seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
