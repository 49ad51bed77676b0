package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.PlatformFeature;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Single worker groups that rest while the others run. */
class GroupSuspendTests extends ClusterWorld {

  @Test
  void itsWorkersGoAndComeBackWhileTheHeadRuns() {
    ClusterDetails cluster = trained("rests");
    EditPlan plan = service.planEdit(cluster.id(), worker(true));
    assertThat(plan.live()).isTrue();
    assertThat(plan.changes())
        .containsExactly(
            new SpecChange(
                "workerGroups.worker.suspended", "false", "true", SpecChange.Effect.LIVE));

    service.edit(cluster.id(), worker(true));
    ClusterDetails rests = await("rests", ClusterState.READY);
    assertThat(rests.nodes()).hasSize(1);
    assertThat(rests.summary().workersDesired()).isZero();
    assertThat(rests.spec().orElseThrow().workerGroups().getFirst().suspended()).isTrue();

    service.edit(cluster.id(), worker(false));
    assertThat(await("rests", ClusterState.READY).nodes()).hasSize(2);
  }

  @Test
  void whereThePlatformCannotItSaysSo() {
    ClusterDetails cluster = trained("cannot");
    backend.lacking(Map.of(PlatformFeature.GROUP_SUSPEND, "KubeRay is too old for that."));

    Refusal refusal = refusal(() -> service.edit(cluster.id(), worker(true)));
    assertThat(refusal.errors())
        .containsExactly(new FieldError("values.workerGroups", "KubeRay is too old for that."));
  }

  @Test
  void withTheAutoscalerTheOperatorsWordsSayWhyNot() {
    ClusterDetails cluster = trained("scales");
    Map<String, Object> wish =
        Map.of(
            "workerGroups",
            List.of(Map.of("name", "worker", "min", 0, "max", 2, "suspended", true)));

    Refusal refusal = refusal(() -> service.planEdit(cluster.id(), wish));
    assertThat(refusal.errors())
        .containsExactly(
            new FieldError(
                "values.workerGroups[0].suspended",
                "worker group worker cannot be suspended with Autoscaler enabled"));
  }

  private static Map<String, Object> worker(boolean rests) {
    return Map.of("workerGroups", List.of(Map.of("name", "worker", "suspended", rests)));
  }

  private ClusterDetails trained(String name) {
    create(wish(name, "train-cpu", Optional.empty()));
    return await(name, ClusterState.READY);
  }
}
