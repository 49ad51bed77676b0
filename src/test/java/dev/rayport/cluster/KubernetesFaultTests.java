package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.kubernetes.FaultProxy;
import dev.rayport.backend.kubernetes.TestBed.Part;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What happens to a Kubernetes happens to this one. Meanwhile all that was known is shown;
 * afterwards each cluster is there once, as it was asked for.
 */
class KubernetesFaultTests extends KubernetesWorld {

  @Test
  void theApiServerIsKilledWhileClustersAreMadeAndEnded() {
    ClusterDetails stays = await(create("stays"), ClusterState.READY);
    ClusterDetails ends = await(create("ends"), ClusterState.READY);
    List<ClusterDetails> made = new ArrayList<>();
    made.add(create("new-0"));
    made.add(create("new-1"));
    Instant before = Instant.now();

    BED.kill(Part.APISERVER);
    try {
      made.add(create("new-2"));
      service.stop(ends.id());
      knownAsOf(stays, before);
      assertThat(summary(ends).desired()).isEqualTo(Desired.STOPPED);
    } finally {
      BED.heal();
    }

    made.forEach(cluster -> await(cluster, ClusterState.READY));
    await(ends, ClusterState.STOPPED);
    eventually().until(() -> summary(stays).asOf().isEmpty());
    assertThat(summary(stays).state()).isEqualTo(ClusterState.READY);
    eventually()
        .untilAsserted(
            () -> assertThat(objects()).isEqualTo(oneOfEach("stays", "new-0", "new-1", "new-2")));
  }

  private void knownAsOf(ClusterDetails cluster, Instant then) {
    eventually().until(() -> summary(cluster).asOf().isPresent());
    ClusterDetails known = service.get(cluster.id().value());
    assertThat(known.summary().asOf().orElseThrow())
        .isBetween(then.minusSeconds(10), Instant.now());
    assertThat(known.summary().state()).isEqualTo(ClusterState.READY);
    assertThat(known.nodes()).hasSameSizeAs(cluster.nodes()).isNotEmpty();
    assertThat(known.steps()).isNotEmpty();
    assertThat(service.backendSilence().orElseThrow().sentence())
        .isEqualTo("Kubernetes does not answer");
    assertThat(service.events(cluster.id(), SliceRequest.first(10)).items())
        .extracting(ClusterEvent::text)
        .contains("Kubernetes does not answer. Rayport tries again.");
  }

  @Test
  void theApiServerIsFrozenForAWhile() {
    frozen(Duration.ofSeconds(12));
  }

  @Test
  @Tag("long")
  void theApiServerIsFrozenForAMinute() {
    frozen(Duration.ofSeconds(60));
  }

  private void frozen(Duration time) {
    ClusterDetails stays = await(create("stays"), ClusterState.READY);
    Instant before = Instant.now();
    BED.freeze(Part.APISERVER);
    ClusterDetails made = create("new");
    try {
      knownAsOf(stays, before);
      LockSupport.parkNanos(time.minus(Duration.between(before, Instant.now())).toNanos());
    } finally {
      BED.thaw(Part.APISERVER);
    }

    await(made, ClusterState.READY);
    eventually().until(() -> summary(stays).asOf().isEmpty());
    assertThat(objects()).isEqualTo(oneOfEach("stays", "new"));
  }

  @Test
  @Tag("long")
  void etcdIsFrozenAndSoTheApiServerOnlySeemsToLive() {
    ClusterDetails stays = await(create("stays"), ClusterState.READY);
    Instant before = Instant.now();
    BED.freeze(Part.ETCD);
    try {
      knownAsOf(stays, before);
    } finally {
      BED.thaw(Part.ETCD);
    }
    eventually().until(() -> summary(stays).asOf().isEmpty());
    assertThat(objects()).isEqualTo(oneOfEach("stays"));
  }

  @Test
  void whatHappensBehindACompactionIsSeenAfterIt() {
    ClusterDetails cluster = await(create("compacted"), ClusterState.READY);
    portal.always(call -> true, FaultProxy.cut());
    portal.cutAll();
    admin.pods().inNamespace(namespace).withGracePeriod(0).delete();
    rayClusters().inNamespace(namespace).delete();
    BED.compact();
    portal.heal();

    await(cluster, ClusterState.FAILED);
    assertThat(summary(cluster).reasonCode()).isEqualTo("vanished");
  }

  @Test
  void theOperatorIsGone() {
    BED.kill(Part.OPERATOR);
    ClusterDetails made = create("waits");
    try {
      awaitReason(made, "KubeRay's operator does not answer");
      assertThat(summary(made).state()).isEqualTo(ClusterState.STARTING);
      assertThat(summary(made).reasonCode()).isEqualTo("operator-silent");
    } finally {
      BED.heal();
    }
    await(made, ClusterState.READY);
    assertThat(objects()).isEqualTo(oneOfEach("waits"));
  }

  @Test
  void aCreationWhoseReplyIsLostMakesOneCluster() {
    portal.next(2, call -> call.method().equals("PATCH"), FaultProxy.lostReply());

    await(create("once"), ClusterState.READY);

    assertThat(objects()).isEqualTo(oneOfEach("once"));
  }

  @Test
  void anApiServerThatSaysNoForAWhileIsAskedAgain() {
    portal.next(
        12,
        call -> call.method().equals("PATCH"),
        FaultProxy.answer(503, "Retry-After: 1\r\n", "{}"));
    ClusterDetails made = create("again");

    awaitReason(made, "Rayport tries again.");

    await(made, ClusterState.READY);
    assertThat(objects()).isEqualTo(oneOfEach("again"));
  }

  @Test
  void aRayClusterThatIsDeletedByHandHasFailedAndCanBeStartedAgain() {
    ClusterDetails cluster = await(create("deleted"), ClusterState.READY);

    rayClusters().inNamespace(namespace).delete();

    ClusterDetails failed = await(cluster, ClusterState.FAILED);
    assertThat(failed.summary().reason())
        .contains("nobody asked Rayport for that", "Start it again, or delete it.");
    eventually().until(() -> objects().isEmpty());
    service.start(cluster.id());
    await(cluster, ClusterState.READY);
    assertThat(objects()).isEqualTo(oneOfEach("deleted"));
  }

  @Test
  void aFinalizerThatNobodyTakesOffIsNamed() {
    ClusterDetails cluster = await(create("held"), ClusterState.READY);
    finalizers(List.of("example.com/hold"));

    service.stop(cluster.id());

    awaitReason(cluster, "finalizer example.com/hold");
    assertThat(summary(cluster).state()).isEqualTo(ClusterState.STOPPING);
    finalizers(List.of());
    await(cluster, ClusterState.STOPPED);
    eventually().until(() -> objects().isEmpty());
  }

  private void finalizers(List<String> names) {
    rayClusters()
        .inNamespace(namespace)
        .resources()
        .forEach(one ->
            one.edit(now -> {
              now.getMetadata().setFinalizers(names);
              return now;
            }));
  }
}
