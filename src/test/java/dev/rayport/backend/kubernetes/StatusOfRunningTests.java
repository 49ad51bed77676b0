package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.PodStatuses.EVICTED;
import static dev.rayport.backend.kubernetes.PodStatuses.OUT_OF_MEMORY;
import static dev.rayport.backend.kubernetes.PodStatuses.PREEMPTED;
import static dev.rayport.backend.kubernetes.PodStatuses.RAY_STARTING;
import static dev.rayport.backend.kubernetes.PodStatuses.READY;
import static dev.rayport.backend.kubernetes.PodStatuses.crashed;
import static dev.rayport.backend.kubernetes.Sightings.cluster;

import dev.rayport.backend.ClusterObservation.Phase;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class StatusOfRunningTests extends StatusCases {

  static Stream<Arguments> cases() {
    return Stream.concat(running(), ending());
  }

  private static Stream<Arguments> running() {
    return Stream.of(
        seen("all there", cluster().complete().allReady(), Phase.READY, "", ""),
        seen(
            "ready before the operator says so",
            cluster().provisioning().allReady(),
            Phase.READY,
            "",
            ""),
        seen(
            "state says ready, a worker is gone",
            cluster().complete().ready(3),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 4 workers: pods are being made."),
        seen(
            "a worker ran out of memory",
            cluster().complete().ready(3).workers(3, 1, OUT_OF_MEMORY),
            Phase.DEGRADED,
            "out-of-memory",
            "Waiting for 1 of 4 workers: out of memory, 20 s."),
        seen(
            "a worker was evicted",
            cluster().complete().ready(3).workers(3, 1, EVICTED),
            Phase.DEGRADED,
            "evicted",
            "Waiting for 1 of 4 workers: evicted from the node (The node was low on resource:"
                + " memory)."),
        seen(
            "a spot node went",
            cluster().complete().ready(3).workers(3, 1, PREEMPTED),
            Phase.DEGRADED,
            "preempted",
            "node taken away, 20 s (Taint manager:"),
        seen(
            "state says ready, the head is gone",
            cluster().complete().workers(0, 4, READY),
            Phase.UNREACHABLE,
            "head-lost",
            "The head was lost and is started again."),
        seen(
            "the head starts again",
            cluster().complete().head(RAY_STARTING).workers(0, 4, READY),
            Phase.UNREACHABLE,
            "head-lost",
            "The head was lost and is started again: Ray is starting, 40 s."),
        seen(
            "the head has no room",
            cluster().complete().head(crashed(2, "OOMKilled", 137)),
            Phase.UNREACHABLE,
            "out-of-memory",
            "The head was lost and is started again: out of memory 2 times, 20 s."),
        seen(
            "an old head goes while a new one comes",
            cluster()
                .complete()
                .pod("c-head-old", "head", "headgroup", READY)
                .deleting()
                .head(RAY_STARTING),
            Phase.UNREACHABLE,
            "head-lost",
            "The head was lost"),
        seen(
            "HTTP silent",
            cluster().complete().allReady().silent(),
            Phase.UNREACHABLE,
            "api-silent",
            "The head's pod runs, but its HTTP API does not answer."),
        seen(
            "an edit was refused",
            cluster()
                .complete()
                .with("metadata.generation", 2)
                .allReady()
                .warning(
                    "InvalidRayClusterSpec",
                    "The RayCluster spec is invalid ns/c: worker group a has negative minReplicas"
                        + " -1"),
            Phase.DEGRADED,
            "invalid-spec",
            "It runs as before; KubeRay refuses its last change: The RayCluster spec is invalid:"
                + " worker group a has negative minReplicas -1."));
  }

  private static Stream<Arguments> ending() {
    String deletion = "2026-11-21T10:00:30Z";
    return Stream.of(
        seen(
            "deleted",
            cluster().complete().with("metadata.deletionTimestamp", deletion).allReady(),
            Phase.STOPPING,
            "deleting",
            "Its pods are ending; 5 are left."),
        seen(
            "object gone, a pod left",
            cluster().gone().head(READY).deleting(),
            Phase.STOPPING,
            "deleting",
            "Its pods are ending; 1 is left."),
        seen(
            "clearing Redis",
            cluster()
                .complete()
                .with("metadata.deletionTimestamp", deletion)
                .with("metadata.finalizers", List.of(StartProgress.REDIS_FINALIZER)),
            Phase.STOPPING,
            "deleting",
            "KubeRay clears its state out of Redis."),
        seen(
            "finalizer stuck",
            cluster()
                .complete()
                .with("metadata.deletionTimestamp", deletion)
                .with("metadata.finalizers", List.of("example.com/hold"))
                .allReady()
                .now("10:20:31"),
            Phase.STOPPING,
            "finalizer-stuck",
            "It cannot go while nobody takes its finalizer example.com/hold off; who set that has"
                + " to, or an administrator."),
        seen(
            "suspend asked",
            cluster().complete().with("spec.suspend", true).allReady(),
            Phase.SUSPENDING,
            "suspending",
            "Its pods are ending; 5 are left."),
        seen(
            "suspending",
            cluster()
                .complete()
                .with("spec.suspend", true)
                .suspension(true, false, "10:00:00")
                .head(READY)
                .deleting(),
            Phase.SUSPENDING,
            "suspending",
            "Its pods are ending; 1 is left."),
        seen(
            "suspended",
            cluster()
                .complete()
                .with("spec.suspend", true)
                .with("status.state", "suspended")
                .suspension(false, true, "10:00:50"),
            Phase.SUSPENDED,
            "suspended",
            "It is suspended: kept, with nothing running."),
        seen(
            "a rest that the operator has not seen",
            cluster()
                .complete()
                .with("metadata.generation", 2)
                .with("metadata.managedFields", List.of(Map.of("time", "2026-11-21T10:00:20Z")))
                .with("spec.suspend", true)
                .allReady(),
            Phase.SUSPENDING,
            "operator-silent",
            "KubeRay's operator does not answer; it goes on when the operator runs. An"
                + " administrator can see to that."),
        seen(
            "a resumption that the operator has not seen",
            cluster()
                .complete()
                .with("metadata.generation", 3)
                .with("metadata.managedFields", List.of(Map.of("time", "2026-11-21T10:00:20Z")))
                .suspension(false, true, "10:00:10"),
            Phase.STARTING,
            "operator-silent",
            "KubeRay's operator does not answer; it goes on when the operator runs. An"
                + " administrator can see to that."),
        seen(
            "suspended is not believed while pods are there",
            cluster()
                .complete()
                .with("spec.suspend", true)
                .suspension(false, true, "10:00:50")
                .head(READY),
            Phase.SUSPENDING,
            "suspending",
            "Its pods are ending; 1 is left."),
        seen(
            "resumed while it still ends",
            cluster().complete().suspension(true, false, "10:00:00"),
            Phase.SUSPENDING,
            "suspending",
            "It is suspended to the end before it is resumed."),
        seen(
            "to be resumed",
            cluster()
                .complete()
                .with("spec.suspend", false)
                .with("status.state", "suspended")
                .suspension(false, true, "10:00:50"),
            Phase.STARTING,
            "resuming",
            "KubeRay resumes it."));
  }
}
