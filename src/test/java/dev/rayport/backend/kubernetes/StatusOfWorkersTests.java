package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.Sightings.cluster;
import static dev.rayport.backend.kubernetes.Sightings.waiting;
import static dev.rayport.backend.kubernetes.StatusCases.seen;

import dev.rayport.backend.ClusterObservation.Phase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusOfWorkersTests {

  private static final String QUOTA =
      "failed to create worker pod: pods \"c-worker-worker-abcde\" is forbidden: exceeded quota:"
          + " tenant, requested: limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8";

  static Stream<Arguments> startingWorkers() {
    return Stream.of(
        seen(
            "two of four pull",
            cluster()
                .provisioning()
                .head(Sightings.READY)
                .workers(0, 2, Sightings.READY)
                .workers(2, 2, waiting("ErrImagePull", "connection refused")),
            Phase.STARTING,
            "image-pull",
            "Waiting for 2 of 4 workers: its image cannot be pulled, 40 s (connection refused)."),
        seen(
            "init containers",
            cluster()
                .provisioning()
                .head(Sightings.READY)
                .workers(0, 4, Sightings.WAITING_FOR_HEAD),
            Phase.STARTING,
            "workers-starting",
            "Waiting for 4 of 4 workers: the head is not ready, 50 s."),
        seen(
            "not made yet",
            cluster().provisioning().head(Sightings.READY).workers(0, 1, Sightings.READY),
            Phase.STARTING,
            "workers-starting",
            "Waiting for 3 of 4 workers: pods are being made."),
        seen(
            "over quota, though the operator calls it provisioned",
            cluster()
                .provisioning()
                .with("status.conditions[1].status", "True")
                .failure("FailedCreateWorkerPod", QUOTA)
                .head(Sightings.READY)
                .workers(0, 3, Sightings.READY),
            Phase.STARTING,
            "quota",
            "Waiting for 1 of 4 workers: the quota of the namespace is used up, 40 s (requested:"),
        seen(
            "the worst is told",
            cluster()
                .provisioning()
                .head(Sightings.READY)
                .workers(0, 3, Sightings.RAY_STARTING)
                .workers(3, 1, Sightings.UNSCHEDULABLE),
            Phase.STARTING,
            "unschedulable",
            "Waiting for 4 of 4 workers: no node has room"));
  }

  static Stream<Arguments> autoscaling() {
    return Stream.of(
        seen(
            "a new worker is on its way",
            cluster()
                .complete()
                .autoscaling(0, 2, 4)
                .head(Sightings.READY)
                .workers(0, 1, Sightings.READY)
                .workers(1, 1, Sightings.RAY_STARTING),
            Phase.READY,
            "",
            ""),
        seen(
            "a new worker has no room",
            cluster()
                .complete()
                .autoscaling(0, 2, 4)
                .head(Sightings.READY)
                .workers(0, 1, Sightings.READY)
                .workers(1, 1, Sightings.UNSCHEDULABLE),
            Phase.DEGRADED,
            "unschedulable",
            "Waiting for 1 of 2 workers: no node has room"),
        seen(
            "a new worker takes long",
            cluster()
                .complete()
                .autoscaling(0, 1, 4)
                .head(Sightings.READY)
                .workers(0, 1, Sightings.RAY_STARTING)
                .now("10:07:00"),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 1 workers: Ray is starting, 6 min."),
        seen(
            "fewer than the least",
            cluster()
                .complete()
                .autoscaling(2, 2, 4)
                .head(Sightings.READY)
                .workers(0, 1, Sightings.READY)
                .workers(1, 1, Sightings.RAY_STARTING),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 2 workers"),
        seen(
            "down to none",
            cluster().complete().autoscaling(0, 0, 4).head(Sightings.READY),
            Phase.READY,
            "",
            ""),
        seen(
            "replicas beyond the bounds count as clamped",
            cluster().complete().with("spec.workerGroupSpecs[0].replicas", 9).allReady(),
            Phase.READY,
            "",
            ""),
        seen(
            "two pods for a replica",
            cluster().complete().with("spec.workerGroupSpecs[0].numOfHosts", 2).allReady(),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 4 of 8 workers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"startingWorkers", "autoscaling"})
  void phaseAndReasonFollowWhatIsThere(
      String what, Sighting sighting, Phase phase, String code, String reason) {
    StatusCases.assertRead(sighting, phase, code, reason);
  }
}
