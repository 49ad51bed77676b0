package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.PodStatuses.waiting;
import static dev.rayport.backend.kubernetes.Sightings.at;
import static dev.rayport.backend.kubernetes.Sightings.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RayClusterStatusReaderTests {

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
                    .workers(0, 1, PodStatuses.READY)
                    .workers(1, 1, PodStatuses.UNSCHEDULABLE)
                    .head(PodStatuses.READY)
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
        cluster().complete().allReady().workers(9, 1, PodStatuses.READY).deleting().sighting();
    assertThat(RayClusterStatusReader.read(sighting).nodes()).hasSize(5);
  }

  @Test
  void theStartIsToldStepByStep() {
    List<StartStep> steps =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .head(PodStatuses.READY)
                    .podEvent("c-head-x", "Pulled", "done")
                    .workers(0, 1, PodStatuses.READY)
                    .workers(1, 3, PodStatuses.STARTING)
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
        RayClusterStatusReader.read(cluster().provisioning().head(PodStatuses.READY).sighting())
            .steps();
    List<StartStep> replaced =
        RayClusterStatusReader.read(
                cluster()
                    .provisioning()
                    .head(PodStatuses.UNSCHEDULABLE)
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
                cluster().complete().head(PodStatuses.UNSCHEDULABLE).madeAt("10:00:55").sighting())
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
  void eventsAreReadWhoeverWroteThem() {
    SeenEvent folded =
        SeenEvent.of(
            Sightings.read(
                """
                {"apiVersion": "v1", "kind": "Event", "type": "Warning",
                 "metadata": {"name": "e", "creationTimestamp": "2026-11-21T10:00:01Z"},
                 "reason": "InvalidRayClusterSpec", "message": "The RayCluster spec is invalid",
                 "involvedObject": {"kind": "RayCluster", "name": "c"},
                 "eventTime": "2026-11-21T10:00:01.123456Z",
                 "series": {"count": 3, "lastObservedTime": "2026-11-21T10:00:40.000000Z"}}
                """,
                Event.class));
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
