package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.Fit;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.SpecChange.Effect;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of clusters that live. */
class EditTests extends ClusterWorld {

  @Test
  void moreWorkersJoinWithoutANewStart() {
    ClusterDetails before = trained("grow");
    backend.slow(true);

    ClusterDetails asked = service.edit(before.id(), Map.of("workers", 3));
    assertThat(asked.summary().state()).isEqualTo(ClusterState.UPDATING);
    assertThat(access.ray(before.id())).isPresent();
    awaitReason("grow", "Its workers are being changed.");
    backend.proceed(key(before));
    backend.slow(false);

    ClusterDetails after = await("grow", ClusterState.READY);
    assertThat(after.nodes()).hasSize(4);
    assertThat(after.values()).containsEntry("workers", 3);
    assertThat(after.summary().workersDesired()).isEqualTo(3);
    assertThat(access.standing(before.id()).startNumber()).isEqualTo(1);
    assertThat(after.readyAt()).isEqualTo(before.readyAt());
    assertThat(events(before))
        .contains(
            "ada changed it: workerGroups.worker.max: 1 → 3; workerGroups.worker.replicas: 1 → 3.",
            "It is as it was asked to become.");
  }

  @Test
  void groupsComeAndGoAndEarlierEditsStay() {
    ClusterDetails cluster = trained("groups");
    edit(cluster, group(Map.of("name", "worker", "max", 4)));
    edit(cluster, group(Map.of("name", "extra", "like", "worker", "replicas", 2, "max", 2)));
    assertThat(await("groups", ClusterState.READY).nodes()).hasSize(4);

    edit(cluster, Map.of("idle", "PT2H"));
    ClusterDetails now = await("groups", ClusterState.READY);
    assertThat(now.stopWhen().idle()).contains(Duration.ofHours(2));
    assertThat(now.spec().orElseThrow().workerGroups())
        .extracting(WorkerGroupSpec::name, WorkerGroupSpec::max)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("worker", 4),
            org.assertj.core.groups.Tuple.tuple("extra", 2));

    edit(cluster, group(Map.of("name", "extra", "replicas", 1)));
    edit(cluster, group(Map.of("name", "extra", "remove", true)));
    assertThat(await("groups", ClusterState.READY).nodes()).hasSize(2);
  }

  @Test
  void whatThePolicyForbidsIsRefusedWithItsField() {
    ClusterDetails cluster = trained("policy");

    assertThat(fields(cluster, Map.of("workers", 99))).containsExactly("values.workers");
    assertThat(fields(cluster, group(Map.of("name", "worker", "max", 99))))
        .containsExactly("values.workerGroups[0].max");
    assertThat(fields(cluster, group(Map.of("name", "worker", "remove", true))))
        .containsExactly("values.workerGroups[0].remove");
    assertThat(fields(cluster, group(Map.of("name", "none", "remove", true))))
        .containsExactly("values.workerGroups[0].name");
    assertThat(service.get("policy").summary().state()).isEqualTo(ClusterState.READY);
  }

  @Test
  void whatNeedsARestartIsSaidBeforeAndDoneAtRest() {
    ClusterDetails cluster = trained("restart");

    EditPlan plan = service.planEdit(cluster.id(), Map.of("cpus", 2));
    assertThat(plan.live()).isFalse();
    assertThat(plan.changes())
        .contains(new SpecChange("workerGroups.worker.cpus", "1", "2", Effect.GROUP_RESTART));
    Refusal refusal = refusal(() -> service.edit(cluster.id(), Map.of("cpus", 2)));
    assertThat(refusal.code()).isEqualTo("needs-restart");
    assertThat(refusal.detail()).contains("workerGroups.worker.cpus", "Suspend “restart”");

    service.suspend(cluster.id());
    await("restart", ClusterState.SUSPENDED);
    edit(cluster, Map.of("cpus", 2));
    assertThat(service.get("restart").summary().state()).isEqualTo(ClusterState.SUSPENDED);
    service.resume(cluster.id());
    ClusterDetails again = await("restart", ClusterState.READY);
    assertThat(again.spec().orElseThrow().workerGroups().getFirst().node().cpus().cores())
        .isEqualTo(2);
  }

  @Test
  void whatDoesNotFitOrHasNoRoomStaysAsItIs() {
    ClusterDetails cluster = trained("room");
    backend.answerFit(new Fit(Fit.Answer.LATER, "memory", "needs 9 GiB, 3 GiB are free."));
    assertThat(refusal(() -> service.edit(cluster.id(), Map.of("workers", 4))).code())
        .isEqualTo("no-capacity");
    backend.answerFit(new Fit(Fit.Answer.NEVER, "memory", "needs 99 GiB."));
    assertThat(refusal(() -> service.edit(cluster.id(), Map.of("workers", 4))).code())
        .isEqualTo("does-not-fit");
    assertThat(service.get("room").spec()).isEqualTo(cluster.spec());
  }

  @Test
  void onlyItsOwnerAndLeadsChangeItAndNothingChangedIsNothingDone() {
    ClusterDetails cluster = trained("rights");
    int events = events(cluster).size();
    service.edit(cluster.id(), Map.of("workers", 1));
    assertThat(events(cluster)).hasSize(events);

    Acting.as(tenant, "bob", Role.RESEARCHER);
    assertThat(refusal(() -> service.edit(cluster.id(), Map.of("workers", 2))).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    Acting.as("elsewhere", "eve", Role.LEAD);
    assertThat(refusal(() -> service.edit(cluster.id(), Map.of("workers", 2))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    Acting.as(tenant, "lea", Role.LEAD);
    service.edit(cluster.id(), Map.of("workers", 2));
    await("rights", ClusterState.READY);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @Test
  void aChangeThatTheBackendRefusesLeavesTheClusterAlive() {
    ClusterDetails cluster = trained("alive");
    backend.refuse("No more workers for you.");
    service.edit(cluster.id(), Map.of("workers", 2));
    awaitReason("alive", "It runs as before. No more workers for you. Change it again.");
    assertThat(service.get("alive").summary().state()).isEqualTo(ClusterState.UPDATING);
    assertThat(backend.list()).hasSize(1);
  }

  private ClusterDetails trained(String name) {
    create(wish(name, "train-cpu", Optional.empty(), Map.of()));
    return await(name, ClusterState.READY);
  }

  private static CreateCluster wish(
      String name, String template, Optional<StopWhen> stopWhen, Map<String, Object> values) {
    return new CreateCluster(name, template, values, Map.of(), stopWhen);
  }

  private void edit(ClusterDetails cluster, Map<String, Object> values) {
    service.edit(cluster.id(), values);
    eventually()
        .untilAsserted(() ->
            assertThat(service.get(cluster.id().value()).summary().state())
                .isIn(ClusterState.READY, ClusterState.SUSPENDED));
  }

  private static Map<String, Object> group(Map<String, Object> edit) {
    return Map.of("workerGroups", List.of(edit));
  }

  private List<String> fields(ClusterDetails cluster, Map<String, Object> values) {
    return refusal(() -> service.edit(cluster.id(), values)).errors().stream()
        .map(FieldError::field)
        .toList();
  }

  private List<String> events(ClusterDetails cluster) {
    return service.events(cluster.id(), SliceRequest.first(50)).items().stream()
        .map(ClusterEvent::text)
        .toList();
  }
}
