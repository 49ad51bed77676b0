package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clusters at rest, and clusters that the backend will not have. */
class SuspendTests extends ClusterWorld {

  @Test
  void aSuspendedOneKeepsItsNameAndComesBackWithTheNextStart() {
    ClusterDetails first = ready("nap");

    assertThat(service.suspend(first.id()).summary().desired()).isEqualTo(Desired.SUSPENDED);
    ClusterDetails suspended = await("nap", ClusterState.SUSPENDED);

    assertThat(backend.observe(key(first)).orElseThrow().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(suspended.summary().reason()).isEqualTo("Suspended by ada; resume it to go on.");
    assertThat(suspended.summary().stopsAt()).isEmpty();
    assertThat(access.ray(first.id())).isEmpty();
    service.suspend(first.id());

    service.resume(first.id());
    ClusterDetails again = await("nap", ClusterState.READY);
    service.resume(first.id());

    assertThat(again.spec()).isEqualTo(first.spec());
    assertThat(again.summary().desired()).isEqualTo(Desired.RUNNING);
    assertThat(access.standing(first.id()).startNumber()).isEqualTo(2);
    assertThat(service.events(first.id(), SliceRequest.first(20)).items())
        .extracting(ClusterEvent::text)
        .contains("Suspended: nothing of it runs.", "ada asked to resume it.");
  }

  @Test
  void aRestThatTakesTimeIsSeen() {
    ClusterDetails cluster = ready("slow");
    backend.slow(true);
    service.suspend(cluster.id());
    ClusterSummary goes = await("slow", ClusterState.SUSPENDING).summary();

    assertThat(goes.reason()).isIn("It is being suspended.", "Its processes are ending.");
    assertThat(goes.reasonCode()).isEqualTo("suspended-by-user");
    assertThat(refusal(() -> service.resume(cluster.id())).code()).isEqualTo("still-suspending");
    backend.proceed(key(cluster));
    await("slow", ClusterState.SUSPENDED);
    backend.slow(false);
  }

  @Test
  void whatDoesNotRunIsNotSuspendedAndWhatRestsIsNotRestarted() {
    ClusterDetails cluster = ready("rules");
    service.suspend(cluster.id());
    await("rules", ClusterState.SUSPENDED);
    assertThat(refusal(() -> service.restart(cluster.id())).code()).isEqualTo("suspended");

    service.stop(cluster.id());
    awaitId(cluster.id(), ClusterState.STOPPED);

    assertThat(backend.list()).isEmpty();
    assertThat(refusal(() -> service.suspend(cluster.id())).code()).isEqualTo("not-running");
    assertThat(refusal(() -> service.resume(cluster.id())).code()).isEqualTo("not-suspended");
  }

  @Test
  void onlyItsOwnerAndLeadsSuspendIt() {
    ClusterDetails cluster = ready("mine");
    Acting.as(tenant, "bob", Role.RESEARCHER);
    assertThat(refusal(() -> service.suspend(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    Acting.as(tenant, "lea", Role.LEAD);
    service.suspend(cluster.id());
    await("mine", ClusterState.SUSPENDED);
    Acting.as(tenant, "bob", Role.RESEARCHER);
    assertThat(refusal(() -> service.resume(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    Acting.as("elsewhere", "eve", Role.LEAD);
    assertThat(refusal(() -> service.resume(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @Test
  void whatTheBackendRefusesForGoodFailsWithItsReasonAndIsCleared() {
    backend.refuse("A rule of the platform refuses it: no images from there.");

    ClusterDetails cluster = create("refused");
    ClusterDetails failed = await("refused", ClusterState.FAILED);

    assertThat(failed.summary().reasonCode()).isEqualTo("admission-denied");
    assertThat(failed.summary().reason()).contains("no images from there");
    assertThat(failed.summary().condition()).isEqualTo(Optional.empty());
    eventually().untilAsserted(() -> assertThat(backend.stopped(key(cluster))).isPositive());
    int applied = backend.applied();
    sweep.run();
    assertThat(backend.applied()).isEqualTo(applied).isEqualTo(1);
    assertThat(service.get(cluster.id().value()).summary().state()).isEqualTo(ClusterState.FAILED);
  }

  @Test
  void aResumptionThatTheBackendRefusesLeavesItAtRest() {
    ClusterDetails cluster = ready("kept");
    service.suspend(cluster.id());
    await("kept", ClusterState.SUSPENDED);
    backend.refuse("A rule of the platform refuses it: no images from there.");

    service.resume(cluster.id());

    String why =
        "It stays suspended. A rule of the platform refuses it: no images from there. Change it,"
            + " then resume it.";
    awaitReason("kept", why);
    ClusterDetails still = await("kept", ClusterState.SUSPENDED);
    assertThat(still.summary().reasonCode()).isEqualTo("admission-denied");
    assertThat(still.summary().desired()).isEqualTo(Desired.SUSPENDED);
    assertThat(backend.observe(key(cluster)).orElseThrow().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(backend.stopped(key(cluster))).isZero();

    backend.refuseNothing();
    service.resume(cluster.id());
    await("kept", ClusterState.READY);
  }

  @Test
  void aStartCutOffHalfwayIsClearedOnceMoreBeforeItCountsAsStopped() {
    backend.refuse("not this one");
    ClusterDetails cluster = create("half");
    await("half", ClusterState.FAILED);
    eventually().untilAsserted(() -> assertThat(backend.stopped(key(cluster))).isPositive());
    int before = backend.stopped(key(cluster));

    service.stop(cluster.id());
    awaitId(cluster.id(), ClusterState.STOPPED);

    assertThat(backend.stopped(key(cluster))).isGreaterThan(before);
  }
}
