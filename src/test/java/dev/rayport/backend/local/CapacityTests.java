package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.Fit.Answer;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CapacityTests {

  private static final long GIB = 1L << 30;
  private final Capacity laptop = Capacity.of(LocalRay.properties(false), 2, 8 * GIB, 60);

  @Test
  void aSmallLaptopRunsASmallClusterAndOneMadeForAJob() {
    ClusterSpec small = spec("2", "2Gi", 0);
    assertThat(laptop.fit(small, List.of())).isEqualTo(Fit.now());
    assertThat(laptop.fit(small, List.of(small))).isEqualTo(Fit.now());
  }

  @Test
  void memoryIsPromisedOnce() {
    ClusterSpec big = spec("1", "4Gi", 0);
    assertThat(laptop.fit(big, List.of(big)))
        .isEqualTo(
            new Fit(Answer.LATER, "memory", "needs 4 GiB of memory, 3 GiB of memory are free."));
  }

  @Test
  void whatIsBiggerThanTheMachineNeverFits() {
    assertThat(laptop.fit(spec("1", "64Gi", 0), List.of()))
        .isEqualTo(
            new Fit(
                Answer.NEVER,
                "memory",
                "needs 64 GiB of memory, this machine has 7 GiB of memory for clusters."));
    assertThat(laptop.fit(spec("9", "1Gi", 0), List.of()).resource()).isEqualTo("cpu");
    assertThat(laptop.fit(spec("1", "1Gi", 7), List.of()).answer()).isEqualTo(Answer.NEVER);
  }

  @Test
  void anIdleHeadCountsAsOneGibibyteAtLeast() {
    assertThat(Capacity.memoryOf(spec("1", "256Mi", 2))).isEqualTo(GIB + 2 * 256L * 1024 * 1024);
  }

  @Test
  void logicalGpusAlwaysFit() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("1Gi"), 64, OptionalDouble.empty(), Map.of());
    ClusterSpec gpus = new ClusterSpec("2.58.0", node, List.of(), Map.of());
    assertThat(laptop.fit(gpus, List.of())).isEqualTo(Fit.now());
  }

  @Test
  void portsEndToo() {
    Capacity narrow = new Capacity(100, 100 * GIB, 2);
    assertThat(narrow.fit(spec("1", "1Gi", 1), List.of(spec("1", "1Gi", 0))).reason())
        .isEqualTo("needs 2 Ray nodes, 1 Ray nodes are free.");
  }

  private static ClusterSpec spec(String cpus, String memory, int workers) {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse(cpus), Quantity.parse(memory), 0, OptionalDouble.empty(), Map.of());
    WorkerGroupSpec group =
        new WorkerGroupSpec("w", node, workers, workers, workers, false, Map.of(), List.of());
    return new ClusterSpec("2.58.0", node, List.of(group), Map.of());
  }
}
