package dev.rayport.backend.local;

import static dev.rayport.backend.local.SavedClusters.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.backend.local.Observations.Signs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationsTests {

  private static final Signs FINE = new Signs(false, Map.of());

  @Test
  void beforeTheHeadAnswersItStarts() {
    ClusterObservation seen = Observations.of(SavedClusters.planned(), FINE);
    assertThat(seen.phase()).isEqualTo(Phase.STARTING);
    assertThat(seen.reasonCode()).isEqualTo("head-starting");
    assertThat(seen.endpoint()).isEmpty();
    assertThat(seen.steps())
        .extracting(StartStep::state)
        .containsExactly(StartStep.State.RUNNING, StartStep.State.WAITING, StartStep.State.WAITING);
  }

  @Test
  void aHeadThatWaitsForWorkersServesAlready() {
    ClusterObservation seen = Observations.of(SavedClusters.headReady(), FINE);
    assertThat(seen.phase()).isEqualTo(Phase.STARTING);
    assertThat(seen.reason()).isEqualTo("0 of 1 workers are there.");
    assertThat(seen.endpoint()).isPresent();
    assertThat(seen.steps().get(1))
        .isEqualTo(
            new StartStep(
                "Head ready",
                StartStep.State.DONE,
                "GCS, dashboard and Jobs API",
                after(1),
                after(7)));
  }

  @Test
  void completeIsReadyWithoutAReason() {
    ClusterObservation seen = Observations.of(SavedClusters.complete(), FINE);
    assertThat(seen.phase()).isEqualTo(Phase.READY);
    assertThat(seen.reason()).isEmpty();
    assertThat(seen.nodes())
        .extracting(NodeObservation::state)
        .containsOnly(NodeObservation.State.READY);
  }

  @Test
  void oneThatIsToGrowIsNotReadyBeforeItsNewWorkersAreEvenPlanned() {
    SavedCluster complete = SavedClusters.complete();
    WorkerGroupSpec group = complete.spec().workerGroups().getFirst();
    ClusterSpec larger =
        new ClusterSpec(
            complete.spec().rayVersion(),
            complete.spec().head(),
            List.of(
                new WorkerGroupSpec(
                    group.name(), group.node(), 1, 3, 2, false, Map.of(), List.of())),
            complete.spec().env());

    ClusterObservation seen = Observations.of(complete.toBecome(larger), FINE);

    assertThat(seen.phase()).isEqualTo(Phase.DEGRADED);
    assertThat(seen.reason()).isEqualTo("1 of 2 workers are there.");
  }

  @Test
  void aLostWorkerDegradesUntilItIsBack() {
    SavedCluster complete = SavedClusters.complete();
    SavedCluster lost = complete.with(complete.workers().getFirst().ended("The gpu-0 ended."));
    ClusterObservation seen = Observations.of(lost, FINE);
    assertThat(seen.phase()).isEqualTo(Phase.DEGRADED);
    assertThat(seen.reason())
        .isEqualTo("0 of 1 workers are there. The gpu-0 ended. It is started again.");
  }

  @Test
  void aWorkerThatNeverStaysIsGivenUp() {
    SavedCluster cluster = SavedClusters.headReady();
    SavedNode worker = cluster.workers().getFirst();
    for (int i = 0; i < 5; i++) {
      worker = worker.launching().ended("The gpu-0 ended.");
    }
    ClusterObservation seen = Observations.of(cluster.with(worker), FINE);
    assertThat(seen.phase()).isEqualTo(Phase.DEGRADED);
    assertThat(seen.reason()).contains("not tried again");
    assertThat(seen.nodes().get(1).state()).isEqualTo(NodeObservation.State.FAILED);
  }

  @Test
  void silenceAndFailureAndStopWinInThisOrder() {
    SavedCluster complete = SavedClusters.complete();
    assertThat(Observations.of(complete, new Signs(true, Map.of())).phase())
        .isEqualTo(Phase.UNREACHABLE);
    SavedCluster failed = complete.failed("The head ended.", "head-died");
    ClusterObservation seen = Observations.of(failed, new Signs(true, Map.of()));
    assertThat(seen.phase()).isEqualTo(Phase.FAILED);
    assertThat(seen.reason()).isEqualTo("The head ended.");
    assertThat(seen.nodes())
        .extracting(NodeObservation::state)
        .containsExactly(NodeObservation.State.FAILED, NodeObservation.State.STOPPED);
    assertThat(Observations.of(failed.stopping(), FINE).phase()).isEqualTo(Phase.STOPPING);
  }

  @Test
  void portsAreToldWithTheirPurpose() {
    Map<Integer, Boolean> listening = Map.of(20000, true, 20150, true, 20201, false, 80, true);
    ClusterObservation seen =
        Observations.of(SavedClusters.complete(), new Signs(false, listening));
    assertThat(seen.nodes().getFirst().ports())
        .containsExactlyInAnyOrder(
            new NodeObservation.Port(20000, "GCS", true),
            new NodeObservation.Port(20150, "Ray worker", true));
  }
}
