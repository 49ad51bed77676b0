package dev.rayport.backend;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.base.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One cluster of a {@link FakeClusterBackend}. */
final class FakeCluster {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  final ClusterKey key;
  final FakeRay ray;
  Phase phase = Phase.STARTING;
  int deadWorkers;
  List<Drift.Change> drift = List.of();
  UnaryOperator<ClusterSpec> adopting = spec -> spec;
  private ClusterSpec spec;
  private String reason = "Ray is starting.";
  private String reasonCode = "starting";

  FakeCluster(ClusterKey key, ClusterSpec spec) {
    this.key = key;
    this.spec = spec;
    this.ray = new FakeRay("token-of-" + key.id());
  }

  void move(Phase to, String why, String code) {
    phase = to;
    reason = why;
    reasonCode = code;
  }

  /**
   * Has it run as the spec says.
   *
   * @param slow whether its workers stay away until it is told to proceed
   */
  void become(ClusterSpec wanted, boolean slow) {
    boolean same = wanted.equals(spec);
    drift = List.of();
    spec = wanted;
    if (!same && slow && phase == Phase.READY) {
      deadWorkers = 1;
      move(Phase.DEGRADED, "Its workers are being changed.", "workers-starting");
    }
  }

  void rest() {
    ray.close();
    move(Phase.SUSPENDED, "It is suspended.", "suspended");
  }

  ClusterObservation observation() {
    boolean up = phase == Phase.READY || phase == Phase.DEGRADED;
    boolean once = up || phase == Phase.UNREACHABLE;
    StartStep step =
        new StartStep(
            "Head ready",
            once ? StartStep.State.DONE : StartStep.State.RUNNING,
            "in memory",
            Optional.of(T0),
            once ? Optional.of(T0.plusSeconds(5)) : Optional.empty());
    return new ClusterObservation(
        phase,
        reason,
        reasonCode,
        List.of(step),
        phase == Phase.SUSPENDED ? List.of() : nodes(once),
        once ? Optional.of(ray.endpoint()) : Optional.empty());
  }

  private List<NodeObservation> nodes(boolean up) {
    List<NodeObservation> nodes = new ArrayList<>();
    nodes.add(node("head", "head", spec.head(), up));
    for (WorkerGroupSpec group : spec.workerGroups()) {
      for (int i = 0; i < group.running(); i++) {
        boolean dead = nodes.size() <= deadWorkers;
        nodes.add(node(group.name() + "-" + i, group.name(), group.node(), up && !dead));
      }
    }
    return nodes;
  }

  private static NodeObservation node(String name, String group, NodeSpec spec, boolean up) {
    return new NodeObservation(
        name,
        group,
        up ? NodeObservation.State.READY : NodeObservation.State.STARTING,
        up ? "" : "It is starting.",
        "127.0.0.1",
        spec.cpus(),
        Quantity.ofBytes(spec.memory().bytes()),
        spec.gpus(),
        Optional.empty(),
        Optional.of(T0),
        List.of());
  }
}
