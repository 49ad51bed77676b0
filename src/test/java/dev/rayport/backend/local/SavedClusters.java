package dev.rayport.backend.local;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A cluster with one worker for tests of pure parts. */
final class SavedClusters {

  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private SavedClusters() {}

  static SavedCluster planned() {
    NodeSpec head =
        new NodeSpec(
            Quantity.parse("500m"), Quantity.parse("2Gi"), 0, OptionalDouble.of(0), Map.of());
    NodeSpec worker =
        new NodeSpec(
            Quantity.parse("1500m"),
            Quantity.parse("1Gi"),
            1,
            OptionalDouble.empty(),
            Map.of("stage_train", 1.0));
    WorkerGroupSpec group = new WorkerGroupSpec("gpu", worker, 1, 1, 1, false, Map.of(), List.of());
    return new SavedCluster(
        new ClusterKey("cl_0123456789abcdefghjk", "acme", "training", "fox"),
        new ClusterSpec("2.58.0", head, List.of(group), Map.of("GREETING", "hello")),
        "0123abcd",
        List.of(
            SavedNode.planned("head", "head", head, new PortBlock(20000)),
            SavedNode.planned("gpu-0", "gpu", worker, new PortBlock(20200)).launching()),
        SavedCluster.Progress.acceptedAt(T0));
  }

  static SavedCluster headReady() {
    SavedCluster planned = planned();
    return planned
        .with(planned.head().running(new SavedNode.Running(4711, 99, T0.plusSeconds(1))))
        .launched(T0.plusSeconds(1))
        .headReady(T0.plusSeconds(7));
  }

  static SavedCluster complete() {
    SavedCluster ready = headReady();
    SavedNode worker =
        ready.workers().getFirst().running(new SavedNode.Running(4712, 120, T0.plusSeconds(3)));
    return ready.joined(worker, T0.plusSeconds(9));
  }

  static Optional<Instant> after(long seconds) {
    return Optional.of(T0.plusSeconds(seconds));
  }
}
