package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.Sightings.at;
import static dev.rayport.backend.kubernetes.Sightings.cluster;
import static dev.rayport.backend.kubernetes.Sightings.crashed;
import static dev.rayport.backend.kubernetes.Sightings.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterStatusReaderTests {

  private static final String QUOTA =
      "failed to create worker pod: pods \"c-worker-worker-abcde\" is forbidden: exceeded quota:"
          + " tenant, requested: limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8";
  private static final String POD_SECURITY =
      "pods \"c-head-abcde\" is forbidden: violates PodSecurity \"restricted:latest\":"
          + " allowPrivilegeEscalation != false (container \"ray-head\" must set"
          + " securityContext.allowPrivilegeEscalation=false)";

  static Stream<Arguments> accepting() {
    return Stream.of(
        seen(
            "just made",
            cluster().now("10:00:05"),
            Phase.STARTING,
            "accepting",
            "KubeRay's operator is to take it up."),
        seen(
            "operator not there",
            cluster().now("10:00:45"),
            Phase.STARTING,
            "operator-silent",
            "KubeRay's operator does not answer: it has not taken it up yet. It starts when the"
                + " operator runs; an administrator can see to that."),
        seen(
            "invalid",
            cluster()
                .warning(
                    "InvalidRayClusterSpec",
                    "The RayCluster spec is invalid ns/c: headGroupSpec should have at least one"
                        + " container"),
            Phase.FAILED,
            "invalid-spec",
            "KubeRay refuses it: The RayCluster spec is invalid: headGroupSpec should have at least"
                + " one container."),
        seen(
            "only a warning",
            cluster()
                .now("10:00:05")
                .warning("InvalidRayClusterSpec", "RayCluster spec warning ns/c: restartPolicy"),
            Phase.STARTING,
            "accepting",
            "KubeRay's operator is to take it up."),
        seen(
            "account missing",
            cluster()
                .warning(
                    "AutoscalerServiceAccountNotFound",
                    "Failed to reconcile RayCluster ns/c. If users specify ServiceAccountName for"
                        + " the head Pod, they need to create a ServiceAccount themselves. However,"
                        + " ServiceAccount c is not found."),
            Phase.STARTING,
            "service-account-missing",
            "Waiting for the head: service account missing (Failed to reconcile"),
        seen(
            "service refused",
            cluster().warning("FailedToCreateService", "Failed creating service ns/c-head-svc, x"),
            Phase.STARTING,
            "operator-error",
            "Waiting for the head: KubeRay cannot set it up (Failed creating service"),
        seen(
            "head denied",
            cluster().provisioning().failure("FailedCreateHeadPod", POD_SECURITY),
            Phase.FAILED,
            "admission-denied",
            "Waiting for the head: the rules of the Kubernetes cluster do not allow the pods, 40 s"
                + " (violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false"),
        seen(
            "head over quota",
            cluster().provisioning().failure("FailedCreateHeadPod", QUOTA),
            Phase.STARTING,
            "quota",
            "Waiting for the head: the quota of the namespace is used up, 40 s (requested:"
                + " limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8)."),
        seen(
            "webhook silent",
            cluster()
                .provisioning()
                .failure(
                    "FailedCreateHeadPod",
                    "Internal error occurred: failed calling webhook \"v.example\": timeout"),
            Phase.STARTING,
            "webhook-silent",
            "Waiting for the head: an admission webhook does not answer"));
  }

  static Stream<Arguments> startingHead() {
    return Stream.of(
        seen(
            "no node",
            cluster().provisioning().unanswered().head(Sightings.UNSCHEDULABLE),
            Phase.STARTING,
            "unschedulable",
            "Waiting for the head: no node has room, 50 s (0/3 nodes are available: 3"
                + " Insufficient nvidia.com/gpu)."),
        seen(
            "image being pulled",
            cluster()
                .provisioning()
                .unanswered()
                .head(Sightings.STARTING)
                .podEvent("c-head-x", "Pulling", "Pulling image"),
            Phase.STARTING,
            "image-pulling",
            "Waiting for the head: image pull, 40 s."),
        seen(
            "image missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("ImagePullBackOff", "Back-off pulling image"))
                .podEvent(
                    "c-head-x",
                    "Failed",
                    "Failed to pull image \\\"r.example/ray:9\\\": rpc error: code = NotFound desc ="
                        + " failed to pull and unpack image \\\"r.example/ray:9\\\": failed to resolve"
                        + " reference \\\"r.example/ray:9\\\": r.example/ray:9: not found"),
            Phase.STARTING,
            "image-pull",
            "Waiting for the head: its image cannot be pulled, 40 s (r.example/ray:9: not"
                + " found)."),
        seen(
            "registry away",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("ErrImagePull", ""))
                .podEvent(
                    "c-head-x",
                    "Failed",
                    "Failed to pull image \\\"r.example/ray:9\\\": failed to pull and unpack image"
                        + " \\\"r.example/ray:9\\\": failed to resolve reference \\\"r.example/ray:9\\\":"
                        + " failed to do request: Head \\\"https://r.example/v2/ray\\\": dial tcp:"
                        + " lookup r.example: no such host"),
            Phase.STARTING,
            "image-pull",
            "Waiting for the head: its image cannot be pulled, 40 s (dial tcp: lookup r.example:"
                + " no such host)."),
        seen(
            "no image name",
            cluster().provisioning().unanswered().head(waiting("InvalidImageName", "bad")),
            Phase.FAILED,
            "image-pull",
            "Waiting for the head: no proper image name"),
        seen(
            "secret missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("CreateContainerConfigError", "secret s3 not found")),
            Phase.STARTING,
            "container-config",
            "Waiting for the head: container cannot be made, 40 s (secret s3 not found)."),
        seen(
            "volume missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(Sightings.STARTING)
                .podEvent("c-head-x", "FailedMount", "claim data not found"),
            Phase.STARTING,
            "volume",
            "Waiting for the head: a volume cannot be mounted, 40 s (claim data not found)."),
        seen(
            "crashed once",
            cluster().provisioning().unanswered().head(crashed(1, "Error", 1)),
            Phase.STARTING,
            "crash-loop",
            "ended with exit code 1, 20 s."),
        seen(
            "crashes on",
            cluster().provisioning().unanswered().head(crashed(6, "Error", 1)),
            Phase.FAILED,
            "crash-loop",
            "ended 6 times with exit code 1, 20 s."),
        seen(
            "too little memory",
            cluster().provisioning().unanswered().head(crashed(3, "OOMKilled", 137)),
            Phase.STARTING,
            "out-of-memory",
            "out of memory 3 times, 20 s."),
        seen(
            "Ray starting",
            cluster().provisioning().unanswered().head(Sightings.RAY_STARTING),
            Phase.STARTING,
            "head-starting",
            "Waiting for the head: Ray is starting, 40 s."),
        seen(
            "HTTP not yet",
            cluster().provisioning().unanswered().head(Sightings.READY),
            Phase.STARTING,
            "head-starting",
            "The head's pod is ready; its HTTP API is to answer."));
  }

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

  static Stream<Arguments> running() {
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
            cluster().complete().head(Sightings.READY).workers(0, 3, Sightings.READY),
            Phase.DEGRADED,
            "workers-missing",
            "Waiting for 1 of 4 workers: pods are being made."),
        seen(
            "a worker ran out of memory",
            cluster()
                .complete()
                .head(Sightings.READY)
                .workers(0, 3, Sightings.READY)
                .workers(3, 1, Sightings.OUT_OF_MEMORY),
            Phase.DEGRADED,
            "out-of-memory",
            "Waiting for 1 of 4 workers: out of memory, 20 s."),
        seen(
            "a worker was evicted",
            cluster()
                .complete()
                .head(Sightings.READY)
                .workers(0, 3, Sightings.READY)
                .workers(3, 1, Sightings.EVICTED),
            Phase.DEGRADED,
            "evicted",
            "Waiting for 1 of 4 workers: evicted from the node (The node was low on resource:"
                + " memory)."),
        seen(
            "a spot node went",
            cluster()
                .complete()
                .head(Sightings.READY)
                .workers(0, 3, Sightings.READY)
                .workers(3, 1, Sightings.PREEMPTED),
            Phase.DEGRADED,
            "preempted",
            "node taken away, 20 s (Taint manager:"),
        seen(
            "state says ready, the head is gone",
            cluster().complete().workers(0, 4, Sightings.READY),
            Phase.UNREACHABLE,
            "head-lost",
            "The head was lost and is started again."),
        seen(
            "the head starts again",
            cluster().complete().head(Sightings.RAY_STARTING).workers(0, 4, Sightings.READY),
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
                .pod("c-head-old", "head", "headgroup", Sightings.READY)
                .deleting()
                .head(Sightings.RAY_STARTING),
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

  static Stream<Arguments> ending() {
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
            cluster().gone().head(Sightings.READY).deleting(),
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
                .head(Sightings.READY)
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
                .head(Sightings.READY),
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

  private static Arguments seen(
      String what, Sightings sightings, Phase phase, String code, String reason) {
    return arguments(what, sightings.sighting(), phase, code, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "accepting",
    "startingHead",
    "startingWorkers",
    "running",
    "autoscaling",
    "ending"
  })
  void phaseAndReasonFollowWhatIsThere(
      String what, Sighting sighting, Phase phase, String code, String reason) {
    ClusterObservation read = RayClusterStatusReader.read(sighting);
    assertThat(read.phase()).as(read.reason()).isEqualTo(phase);
    assertThat(read.reasonCode()).isEqualTo(code);
    assertThat(read.reason()).contains(reason);
    assertThat(read.reason().isEmpty()).isEqualTo(phase == Phase.READY);
    assertThat(read.reason()).matches("|[A-Z].*\\.");
  }

  @Test
  void aSuspendedClusterCannotBeReached() {
    Sighting suspended =
        cluster()
            .complete()
            .with("spec.suspend", true)
            .suspension(false, true, "10:00:50")
            .sighting();
    assertThat(RayClusterStatusReader.read(suspended).endpoint()).isEmpty();
    assertThat(RayClusterStatusReader.read(cluster().complete().allReady().sighting()).endpoint())
        .contains(Sightings.ENDPOINT);
  }

  @Test
  void nodesTellGroupAddressAndSize() {
    List<NodeObservation> nodes =
        RayClusterStatusReader.read(
                cluster()
                    .complete()
                    .workers(0, 1, Sightings.READY)
                    .workers(1, 1, Sightings.UNSCHEDULABLE)
                    .head(Sightings.READY)
                    .sighting())
            .nodes();
    assertThat(nodes)
        .extracting(NodeObservation::group)
        .containsExactly("head", "worker", "worker");
    NodeObservation head = nodes.getFirst();
    assertThat(head.state()).isEqualTo(NodeObservation.State.READY);
    assertThat(head.address()).isEqualTo("10.244.0.20");
    assertThat(head.cpus().cores()).isEqualTo(1.5);
    assertThat(head.memory().bytes()).isEqualTo(4L << 30);
    assertThat(head.gpus()).isEqualTo(2);
    assertThat(head.startedAt()).contains(at("10:00:08"));
    assertThat(head.ports())
        .containsExactly(
            new NodeObservation.Port(8265, "dashboard", true),
            new NodeObservation.Port(8080, "metrics", true));
    assertThat(nodes.getLast().state()).isEqualTo(NodeObservation.State.STARTING);
    assertThat(nodes.getLast().reason()).startsWith("No node has room, 50 s (0/3 nodes");
  }

  @Test
  void podsThatEndAreNoNodesOfARunningCluster() {
    Sighting sighting =
        cluster().complete().allReady().workers(9, 1, Sightings.READY).deleting().sighting();
    assertThat(RayClusterStatusReader.read(sighting).nodes()).hasSize(5);
  }

  @Test
  void theStartIsToldStepByStep() {
    List<StartStep> steps =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .head(Sightings.READY)
                    .podEvent("c-head-x", "Pulled", "done")
                    .workers(0, 1, Sightings.READY)
                    .workers(1, 3, Sightings.STARTING)
                    .sighting())
            .steps();
    assertThat(steps)
        .extracting(
            StartStep::step,
            StartStep::state,
            s -> s.startedAt().orElse(null),
            s -> s.endedAt().orElse(null))
        .containsExactly(
            done("Taken up", "10:00:00", "10:00:00"),
            done("Node found", "10:00:00", "10:00:02"),
            done("Image pulled", "10:00:02", "10:00:08"),
            done("Containers started", "10:00:08", "10:00:08"),
            done("Head ready", "10:00:08", "10:00:25"),
            org.assertj.core.groups.Tuple.tuple(
                "Workers joined", StartStep.State.RUNNING, at("10:00:25"), null));
    assertThat(steps.getLast().detail()).isEqualTo("1 of 4");
  }

  private static org.assertj.core.groups.Tuple done(String step, String from, String to) {
    return org.assertj.core.groups.Tuple.tuple(step, StartStep.State.DONE, at(from), at(to));
  }

  @Test
  void aReplacedHeadDoesNotTurnTheStepsBack() {
    List<StartStep> once =
        RayClusterStatusReader.read(cluster().provisioning().head(Sightings.READY).sighting())
            .steps();
    List<StartStep> replaced =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .head(Sightings.UNSCHEDULABLE)
                    .madeAt("10:00:55")
                    .before(once)
                    .sighting())
            .steps();
    assertThat(replaced.subList(0, 5))
        .extracting(StartStep::step, StartStep::state, StartStep::startedAt, StartStep::endedAt)
        .containsExactlyElementsOf(
            once.subList(0, 5).stream()
                .map(s ->
                    org.assertj.core.groups.Tuple.tuple(
                        s.step(), s.state(), s.startedAt(), s.endedAt()))
                .toList());
  }

  @Test
  void whatIsReplacedAfterTheStartIsNoPartOfIt() {
    List<StartStep> steps =
        RayClusterStatusReader.read(
                cluster().complete().head(Sightings.UNSCHEDULABLE).madeAt("10:00:55").sighting())
            .steps();
    assertThat(steps).allMatch(step -> step.state() == StartStep.State.DONE);
    assertThat(steps).allMatch(step -> !step.endedAt().orElseThrow().isAfter(at("10:00:30")));
  }

  @Test
  void aResumedClusterStartsAnew() {
    List<StartStep> once =
        RayClusterStatusReader.read(cluster().complete().allReady().sighting()).steps();
    List<StartStep> resumed =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .with("status.state", "suspended")
                    .suspension(false, false, "10:30:00")
                    .before(once)
                    .now("10:30:05")
                    .sighting())
            .steps();
    assertThat(resumed.getFirst().startedAt()).contains(at("10:30:00"));
    assertThat(resumed.subList(1, resumed.size()))
        .noneMatch(step -> step.state() == StartStep.State.DONE);
  }

  @Test
  void aFailedStartSaysWhereItFailed() {
    List<StartStep> steps =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .unanswered()
                    .head(waiting("InvalidImageName", "bad"))
                    .sighting())
            .steps();
    assertThat(steps)
        .filteredOn(step -> step.state() == StartStep.State.FAILED)
        .extracting(StartStep::step)
        .containsExactly("Image pulled");
  }

  @Test
  void eventsAreReadInBothShapes() {
    SeenEvent folded =
        SeenEvent.of(
            Sightings.read(
                """
                {"apiVersion": "events.k8s.io/v1", "kind": "Event", "type": "Warning",
                 "metadata": {"name": "e", "creationTimestamp": "2026-11-21T10:00:01Z"},
                 "reason": "InvalidRayClusterSpec", "note": "The RayCluster spec is invalid",
                 "regarding": {"kind": "RayCluster", "name": "c"},
                 "eventTime": "2026-11-21T10:00:01.123456Z",
                 "series": {"count": 3, "lastObservedTime": "2026-11-21T10:00:40.000000Z"}}
                """,
                io.fabric8.kubernetes.api.model.events.v1.Event.class));
    assertThat(folded)
        .isEqualTo(
            new SeenEvent(
                "RayCluster",
                "c",
                true,
                "InvalidRayClusterSpec",
                "The RayCluster spec is invalid",
                at("10:00:40")));
    SeenEvent new1seenOld =
        SeenEvent.of(
            Sightings.read(
                """
                {"apiVersion": "v1", "kind": "Event", "type": "Normal", "reason": "Pulled",
                 "metadata": {"name": "e"}, "firstTimestamp": null, "lastTimestamp": null,
                 "message": "m", "involvedObject": {"kind": "Pod", "name": "p"},
                 "eventTime": "2026-11-21T10:00:01.123456Z"}
                """,
                Event.class));
    assertThat(new1seenOld.last()).isEqualTo(at("10:00:01.123456"));
    assertThat(new1seenOld.message()).isEqualTo("m");
  }

  @Test
  void anObjectOfAnotherShapeIsNoAccident() {
    Sighting odd =
        cluster()
            .with("spec", Map.of("workerGroupSpecs", "none"))
            .status("{\"conditions\": {\"type\": 3}, \"state\": 5}")
            .pod("p", "", "", "{}")
            .head("{}")
            .sighting();
    assertThat(RayClusterStatusReader.read(odd).phase()).isEqualTo(Phase.STARTING);
  }
}
