package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.PodStatuses.RAY_STARTING;
import static dev.rayport.backend.kubernetes.PodStatuses.READY;
import static dev.rayport.backend.kubernetes.PodStatuses.UNSCHEDULABLE;
import static dev.rayport.backend.kubernetes.PodStatuses.WAITING_FOR_HEAD;
import static dev.rayport.backend.kubernetes.PodStatuses.waiting;
import static dev.rayport.backend.kubernetes.Sightings.cluster;

import dev.rayport.backend.ClusterObservation.Phase;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class StatusOfWorkersTests extends StatusCases {

  static Stream<Arguments> cases() {
    return Stream.concat(startingWorkers(), autoscaling());
  }

  private static Stream<Arguments> startingWorkers() {
    return Stream.of(
        seen(
            "two of four pull",
            cluster()
                .provisioning()
                .ready(2)
                .workers(2, 2, waiting("ErrImagePull", "connection refused")),
            Phase.STARTING,
            "image-pull",
            "Waiting for 2 of 4 workers: its image cannot be pulled, 40 s (connection refused)."),
        seen(
            "init containers",
            cluster().provisioning().head(READY).workers(0, 4, WAITING_FOR_HEAD),
            Phase.STARTING,
            "workers-starting",
            "Waiting for 4 of 4 workers: the head is not ready, 50 s."),
        seen(
            "not made yet",
            cluster().provisioning().ready(1),
            Phase.STARTING,
            "workers-starting",
            "Waiting for 3 of 4 workers: pods are being made."),
        seen(
            "over quota, though the operator calls it provisioned",
            cluster()
                .provisioning()
                .with("status.conditions[1].status", "True")
                .failure("FailedCreateWorkerPod", QUOTA)
                .ready(3),
            Phase.STARTING,
            "quota",
            "Waiting for 1 of 4 workers: the quota of the namespace is used up, 40 s (requested:"),
        seen(
            "the worst is told",
            cluster()
                .provisioning()
                .head(READY)
                .workers(0, 3, RAY_STARTING)
                .workers(3, 1, UNSCHEDULABLE),
            Phase.STARTING,
            "unschedulable",
            "Waiting for 4 of 4 workers: no node has room"));
  }

  private static Stream<Arguments> autoscaling() {
    return Stream.of(
        seen(
            "a new worker is on its way",
            cluster().complete().autoscaling(0, 2, 4).ready(1).workers(1, 1, RAY_STARTING),
            Phase.READY,
            "",
            ""),
        seen(
            "a new worker has no room",
            cluster().complete().autoscaling(0, 2, 4).ready(1).workers(1, 1, UNSCHEDULABLE),
            Phase.DEGRADED,
            "unschedulable",
            "Waiting for 1 of 2 workers: no node has room"),
        seen(
            "a new worker takes long",
            cluster()
                .complete()
                .autoscaling(0, 1, 4)
                .head(READY)
                .workers(0, 1, RAY_STARTING)
                .now("10:07:00"),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 1 workers: Ray is starting, 6 min."),
        seen(
            "fewer than the least",
            cluster().complete().autoscaling(2, 2, 4).ready(1).workers(1, 1, RAY_STARTING),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 2 workers"),
        seen(
            "down to none",
            cluster().complete().autoscaling(0, 0, 4).head(READY),
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
}
