package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import dev.rayport.cluster.SpecChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpecChangeTests {

  @Test
  void sizesAndGroupsChangeLive() {
    assertThat(
            SpecChange.between(
                spec("1", group("a", 1, 1, 1), group("b", 2, 2, 2)),
                spec("1", group("a", 3, 3, 3), group("c", 0, 0, 4)),
                false))
        .containsExactly(
            new SpecChange("workerGroups.a.min", "1", "3", Effect.LIVE),
            new SpecChange("workerGroups.a.max", "1", "3", Effect.LIVE),
            new SpecChange("workerGroups.a.replicas", "1", "3", Effect.LIVE),
            new SpecChange("workerGroups.c", "", "0 to 4 workers", Effect.LIVE),
            new SpecChange("workerGroups.b", "2 workers", "", Effect.LIVE));
  }

  @Test
  void theNumberThatTheAutoscalerChoosesIsForTheNextStart() {
    ClusterSpec before = spec("1", group("a", 0, 1, 4));
    ClusterSpec after = spec("1", group("a", 0, 3, 4));

    assertThat(SpecChange.between(before, after, true))
        .containsExactly(new SpecChange("workerGroups.a.replicas", "1", "3", Effect.NEXT_START));
    assertThat(SpecChange.between(before, after, false))
        .containsExactly(new SpecChange("workerGroups.a.replicas", "1", "3", Effect.LIVE));
  }

  @Test
  void whatTheHeadIsMadeFromNeedsAStart() {
    assertThat(SpecChange.between(spec("1"), spec("2"), true))
        .extracting(SpecChange::effect)
        .containsOnly(Effect.RESTART);
  }

  @Test
  void theFirstGroupThatScalesBringsTheAutoscalerIntoTheHead() {
    ClusterSpec fixed = spec("1", group("a", 1, 1, 1));
    ClusterSpec scaling = spec("1", group("a", 1, 1, 3));

    assertThat(SpecChange.between(fixed, scaling, true))
        .contains(new SpecChange("autoscaler", "off", "on", Effect.RESTART));
    assertThat(SpecChange.between(fixed, scaling, false))
        .extracting(SpecChange::effect)
        .containsOnly(Effect.LIVE);
  }

  @Test
  void whatAutoscalesIsDoneWithinItsBoundsAndTheRestWhenExact() {
    ClusterSpec spec = spec("1", group("a", 1, 3, 4), group("b", 2, 2, 2));

    assertThat(done(spec, true, "a", "b", "b")).isTrue();
    assertThat(done(spec, false, "a", "b", "b")).isFalse();
    assertThat(done(spec, false, "a", "a", "a", "b", "b")).isTrue();
    assertThat(done(spec, true, "a", "b")).isFalse();
    assertThat(done(spec, true, "a", "b", "b", "gone")).isFalse();
  }

  private static boolean done(ClusterSpec spec, boolean autoscaler, String... groups) {
    List<NodeObservation> nodes = new ArrayList<>(List.of(node("head")));
    List.of(groups).forEach(group -> nodes.add(node(group)));
    return ClusterUpdates.done(
        spec,
        new ClusterObservation(Phase.READY, "", "", List.of(), nodes, Optional.empty()),
        autoscaler);
  }

  private static NodeObservation node(String group) {
    return new NodeObservation(
        group,
        group,
        NodeObservation.State.READY,
        "",
        "127.0.0.1",
        Quantity.of(1),
        Quantity.parse("1Gi"),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static ClusterSpec spec(String cpus, WorkerGroupSpec... groups) {
    return new ClusterSpec("2.58.0", nodeSpec(cpus), List.of(groups), Map.of());
  }

  private static WorkerGroupSpec group(String name, int min, int replicas, int max) {
    return new WorkerGroupSpec(name, nodeSpec("1"), min, max, replicas, false, Map.of(), List.of());
  }

  private static NodeSpec nodeSpec(String cpus) {
    return new NodeSpec(
        Quantity.parse(cpus), Quantity.parse("1Gi"), 0, OptionalDouble.empty(), Map.of());
  }
}
