package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.base.Quantity;
import dev.rayport.cluster.StopWhen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpecYamlTests {

  private static final NodeSpec NODE =
      new NodeSpec(Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());

  @Test
  void whatIsNotAskedForIsNotSaid() {
    assertThat(yaml(PlatformSpec.NONE))
        .isEqualTo(
            """
            name: "n"
            template: t@1
            stage: training
            ray: 2.58.0
            head:
              cpus: 1
              memory: 2Gi
              gpus: 0
            workerGroups: []
            """);
  }

  @Test
  void whatOnlyPodsCanGiveIsSaidInTheWordsOfTemplates() {
    PlatformSpec platform =
        new PlatformSpec(
            "rayproject/ray:2.58.0",
            List.of(new PlatformSpec.EnvFrom(PlatformSpec.Source.SECRET, "s3", "k", "S3_KEY")),
            List.of(
                new PlatformSpec.Volume(
                    "data", PlatformSpec.Volume.Kind.CLAIM, "datasets", "/data", "", true)),
            Map.of("pool", "heads"),
            List.of(Map.of("operator", "Exists", "key", "pool")),
            new PlatformSpec.Autoscaler(Duration.ofMinutes(5), true),
            Optional.of(new PlatformSpec.Redis("redis:6379", "")));

    assertThat(yaml(platform))
        .contains(
            """
            image: rayproject/ray:2.58.0
            head:
              cpus: 1
              memory: 2Gi
              gpus: 0
              nodeSelector:
                pool: heads
              tolerations:
              - key: pool
                operator: Exists
            """)
        .endsWith(
            """
            envFrom:
            - secret: s3
              key: k
              variable: S3_KEY
            volumes:
            - name: data
              claim: datasets
              mountPath: /data
              readOnly: true
            autoscaler:
              idleTimeout: PT5M
              upscaling: CONSERVATIVE
            redis:
              address: redis:6379
            """);
  }

  private static String yaml(PlatformSpec platform) {
    StopWhen never = new StopWhen(Optional.empty(), Optional.empty(), Optional.empty());
    return SpecYaml.of(
        new SpecYaml.Frame("n", "t@1", "training", Map.of(), never),
        new ClusterSpec("2.58.0", NODE, List.of(), Map.of(), platform));
  }
}
