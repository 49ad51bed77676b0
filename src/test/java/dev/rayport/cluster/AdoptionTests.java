package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.TakeOver;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.Refusal;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Clusters that others made on the platform. */
class AdoptionTests extends ClusterWorld {

  @Autowired ForeignClusters foreign;
  @Autowired ClusterCreation creation;

  @BeforeEach
  void othersMadeOne() {
    backend.others(List.of("theirs"), new TakeOver(spec(), List.of(), List.of()));
    Acting.as(tenant, "lea", Role.LEAD);
  }

  @Test
  void oneThatIsShownIsNeverWrittenTo() {
    int applied = backend.applied();
    ClusterDetails shown = adopt(false);
    assertThat(shown.summary().readOnly()).isTrue();
    assertThat(shown.spec()).isEmpty();
    assertThat(await("theirs", ClusterState.READY).summary().readOnly()).isTrue();
    awaitCondition("theirs", java.util.Optional.empty());

    ClusterId id = shown.id();
    List<ThrowingCallable> writing =
        List.of(
            () -> service.stop(id),
            () -> service.start(id),
            () -> service.restart(id),
            () -> service.suspend(id),
            () -> service.resume(id),
            () -> service.extend(id, Duration.ofHours(1)),
            () -> service.edit(id, Map.of()),
            () -> service.adoptDrift(id),
            () -> service.revertDrift(id));
    assertThat(writing)
        .allSatisfy(call -> assertThat(refusal(call).detail()).contains("runs outside of Rayport"));
    sweep.run();

    service.delete(id);
    assertThat(awaitId(id, ClusterState.STOPPED).summary().name()).isEqualTo("theirs");
    assertThat(backend.applied()).isEqualTo(applied);
    assertThat(backend.stopped(key(shown))).isZero();
    assertThat(foreign.list()).extracting(FoundCluster::object).containsExactly("theirs");
  }

  @Test
  void itIsOnOneListOnly() {
    assertThat(foreign.list()).hasSize(1);
    adopt(false);
    assertThat(foreign.list()).isEmpty();
    assertThat(refusal(() -> adopt(false)).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void whoAdoptsItInTheSameMomentIsRefused() {
    ClusterDetails shown = adopt(false);
    ClusterEntity other =
        new ClusterEntity(
            dev.rayport.tenant.CurrentUser.require(),
            "theirs-2",
            Stage.TRAINING,
            java.time.Instant.now());
    other.become("theirs");
    other.registered = true;
    assertThat(refusal(() -> creation.insert(other, "Another one.")).code())
        .isEqualTo("already-adopted");

    service.delete(shown.id());
    awaitId(shown.id(), ClusterState.STOPPED);
    assertThat(adopt(false).summary().name()).isEqualTo("theirs");
  }

  @Test
  void oneThatVanishesEndsWithItsReason() {
    ClusterDetails shown = adopt(false);
    awaitCondition("theirs", java.util.Optional.empty());
    backend.others(List.of(), new TakeOver(spec(), List.of(), List.of()));

    ClusterDetails gone = awaitId(shown.id(), ClusterState.STOPPED);
    assertThat(gone.summary().reason()).isEqualTo("It was deleted outside of Rayport.");
    assertThat(gone.summary().reasonCode()).isEqualTo("vanished");
  }

  @Test
  void oneThatIsManagedIsTakenOverAndLivesLikeAnyOther() {
    ClusterDetails managed = adopt(true);
    assertThat(managed.summary().state()).isEqualTo(ClusterState.UPDATING);
    ClusterDetails ready = await("theirs", ClusterState.READY);
    assertThat(ready.summary().readOnly()).isFalse();
    assertThat(ready.summary().template()).isEqualTo("adopted");
    assertThat(backend.list()).contains(key(ready));
    assertThat(key(ready).object()).isEqualTo("theirs");

    service.edit(
        ready.id(),
        Map.of("workerGroups", List.of(Map.of("name", "w", "min", 2, "max", 2, "replicas", 2))));
    assertThat(await("theirs", ClusterState.READY).summary().workersDesired()).isEqualTo(2);
    assertThat(refusal(() -> service.edit(ready.id(), Map.of("cpus", 2))).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.field()).isEqualTo("values.cpus"));
  }

  @Test
  void whatHindersIsSaidAndShowingStillWorks() {
    backend.others(
        List.of("theirs"),
        new TakeOver(
            spec(), List.of("It belongs to RayJob night, which decides about it."), List.of()));
    Refusal refusal = refusal(() -> adopt(true));
    assertThat(refusal.code()).isEqualTo("not-manageable");
    assertThat(refusal.detail()).contains("only show it", "RayJob night");
    backend.others(List.of("theirs"), new TakeOver(spec(), List.of(), List.of()));
    backend.answerFit(new Fit(Fit.Answer.NEVER, "image", "Images start with ray/ here."));
    assertThat(refusal(() -> adopt(true)).code()).isEqualTo("does-not-fit");
    backend.answerFit(Fit.now());
    assertThat(adopt(false).summary().readOnly()).isTrue();
  }

  @Test
  void onlyLeadsAdopt() {
    Acting.as(tenant, "ada", Role.RESEARCHER);
    assertThatThrownBy(foreign::list).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> adopt(false)).isInstanceOf(AccessDeniedException.class);
    Acting.as(tenant, "lea", Role.LEAD);
    assertThat(
            refusal(() ->
                    foreign.adopt(new AdoptCluster(Stage.TRAINING, "theirs", "Not A Name", false)))
                .errors())
        .singleElement()
        .satisfies(error -> assertThat(error.field()).isEqualTo("name"));
  }

  private ClusterDetails adopt(boolean managed) {
    return remember(foreign.adopt(new AdoptCluster(Stage.TRAINING, "theirs", "theirs", managed)));
  }

  private static ClusterSpec spec() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    return new ClusterSpec(
        "2.58.0",
        node,
        List.of(new WorkerGroupSpec("w", node, 1, 1, 1, false, Map.of(), List.of())),
        Map.of());
  }
}
