package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.StartStep;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClusterJsonTests {

  private final ClusterJson json = new ClusterJson();

  @Test
  void aSpecComesBackAsItWas() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("500m"),
            Quantity.parse("4Gi"),
            1,
            OptionalDouble.of(0),
            Map.of("special", 0.5));
    NodeSpec plain =
        new NodeSpec(
            Quantity.parse("2"), Quantity.parse("4Gi"), 0, OptionalDouble.empty(), Map.of());
    ClusterSpec spec =
        new ClusterSpec(
            "2.58.0",
            node,
            List.of(
                new WorkerGroupSpec(
                    "w", plain, 0, 3, 2, true, Map.of("a", "b"), List.of(Map.of("key", "k")))),
            Map.of("A", "1"),
            new PlatformSpec(
                "rayproject/ray:2.58.0",
                List.of(new PlatformSpec.EnvFrom(PlatformSpec.Source.SECRET, "s3", "k", "K")),
                List.of(
                    new PlatformSpec.Volume(
                        "d", PlatformSpec.Volume.Kind.CLAIM, "data", "/data", "", true)),
                Map.of("pool", "heads"),
                List.of(Map.of("key", "pool", "operator", "Exists")),
                new PlatformSpec.Autoscaler(Duration.ofMinutes(5), true),
                Optional.of(new PlatformSpec.Redis("redis:6379", "redis"))));

    assertThat(json.spec(json.write(spec))).isEqualTo(spec);
  }

  @Test
  void aSpecFromBeforePlatformsAsksNothingOfThem() {
    String before =
        "{\"rayVersion\":\"2.58.0\",\"head\":{\"cpus\":\"1\",\"memory\":\"2Gi\",\"gpus\":0,"
            + "\"rayCpus\":null,\"resources\":{}},\"workerGroups\":[],\"env\":{}}";

    assertThat(json.spec(before).platform()).isEqualTo(PlatformSpec.NONE);
    assertThat(json.spec(before).head().startParams()).isEmpty();
  }

  @Test
  void stepsComeBackAsTheyWere() {
    List<StartStep> steps =
        List.of(
            new StartStep(
                "Head ready",
                StartStep.State.RUNNING,
                "GCS",
                Optional.of(Instant.parse("2026-01-01T00:00:00.123456Z")),
                Optional.empty()));

    assertThat(json.steps(json.write(steps))).isEqualTo(steps);
  }
}
