package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Source;
import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Specs and settings that tests of manifests share. */
final class Specs {

  static final ClusterKey KEY =
      new ClusterKey("cl_0123456789abcdefghjk", "ml", "training", "train-1");
  static final ObjectNames NAMES = ObjectNames.of("rp-", KEY);
  static final Map<String, Map<String, String>> GPU_TYPES =
      Map.of("a100", Map.of("nvidia.com/gpu.product", "NVIDIA-A100-SXM4-80GB"));

  private Specs() {}

  static KubernetesProperties properties() {
    return properties("nvidia.com/gpu", "");
  }

  static KubernetesProperties properties(String gpuResource, String imagePullPolicy) {
    return new KubernetesProperties(
        null,
        null,
        null,
        true,
        "rayport",
        "rp-",
        KubernetesProperties.Reach.AUTO,
        "cluster.local",
        "rayproject/ray:%s",
        imagePullPolicy,
        List.of("rayproject/", "registry.example/ml/"),
        1,
        gpuResource,
        GPU_TYPES,
        Map.of("cloud.example/spot", "true"),
        "cloud.example/spot",
        Duration.ofSeconds(15),
        Duration.ofMinutes(2),
        Map.of("pool", "ray"),
        List.of(Map.of("key", "pool", "value", "ray", "effect", "NoSchedule")));
  }

  static NodeSpec node(String cpus, String memory) {
    return new NodeSpec(
        Quantity.parse(cpus), Quantity.parse(memory), 0, OptionalDouble.empty(), Map.of());
  }

  static NodeSpec head() {
    return new NodeSpec(
        Quantity.parse("1"), Quantity.parse("4Gi"), 0, OptionalDouble.of(0), Map.of());
  }

  static WorkerGroupSpec group(String name, NodeSpec node, int min, int replicas, int max) {
    return new WorkerGroupSpec(name, node, min, max, replicas, false, Map.of(), List.of());
  }

  static ClusterSpec fixed() {
    return new ClusterSpec(
        "2.58.0", head(), List.of(group("worker", node("2", "4Gi"), 2, 2, 2)), Map.of());
  }

  static ClusterSpec headOnly() {
    return new ClusterSpec("2.58.0", node("500m", "2Gi"), List.of(), Map.of());
  }

  static ClusterSpec autoscaling() {
    NodeSpec gpu =
        new NodeSpec(
            Quantity.parse("8"),
            Quantity.parse("64Gi"),
            2,
            OptionalDouble.empty(),
            Map.of(),
            "a100",
            Map.of());
    WorkerGroupSpec trainers =
        new WorkerGroupSpec(
            "trainers",
            gpu,
            0,
            4,
            1,
            true,
            Map.of("zone", "b"),
            List.of(
                Map.of(
                    "key",
                    "team",
                    "operator",
                    "Equal",
                    "value",
                    "ml",
                    "effect",
                    "NoExecute",
                    "tolerationSeconds",
                    "60")));
    PlatformSpec platform =
        new PlatformSpec(
            "",
            List.of(),
            List.of(),
            Map.of("zone", "a"),
            List.of(Map.of("operator", "Exists")),
            new PlatformSpec.Autoscaler(Duration.ofMinutes(5), true),
            Optional.empty());
    return new ClusterSpec(
        "2.58.0",
        head(),
        List.of(trainers, group("loaders", node("2", "4Gi"), 1, 1, 1)),
        Map.of(),
        platform);
  }

  /** With the walls that KubeRay 1.7 makes. */
  static ClusterSpec walled() {
    ClusterSpec fixed = fixed();
    PlatformSpec platform =
        new PlatformSpec(
            "",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            PlatformSpec.Autoscaler.STANDARD,
            Optional.empty(),
            new PlatformSpec.Walls(true, PlatformSpec.Walls.Network.DENY_ALL));
    return new ClusterSpec(
        fixed.rayVersion(), fixed.head(), fixed.workerGroups(), fixed.env(), platform);
  }

  static ClusterSpec withSuspendedGroup() {
    ClusterSpec fixed = fixed();
    return new ClusterSpec(
        fixed.rayVersion(),
        fixed.head(),
        fixed.workerGroups().stream().map(group -> group.suspended(true)).toList(),
        fixed.env());
  }

  /** Of up to so many small workers, none at first. */
  static ClusterSpec autoscaling(int max) {
    return new ClusterSpec(
        "2.58.0",
        node("500m", "2Gi"),
        List.of(group("small", node("1", "2Gi"), 0, 0, max)),
        Map.of());
  }

  static ClusterSpec everything() {
    NodeSpec worker =
        new NodeSpec(
            Quantity.parse("1500m"),
            Quantity.parse("4Gi"),
            1,
            OptionalDouble.of(1.5),
            Map.of("disk", 0.5, "licence", 3.0),
            "",
            Map.of("object-store-memory", "100000000", "min-worker-port", "10002"));
    PlatformSpec platform =
        new PlatformSpec(
            "registry.example/ml/ray:2.58.0-ml",
            List.of(
                new EnvFrom(Source.SECRET, "s3", "key", "AWS_SECRET_ACCESS_KEY"),
                new EnvFrom(Source.CONFIG_MAP, "settings", "region", "AWS_REGION"),
                new EnvFrom(Source.SECRET, "wandb", "", ""),
                new EnvFrom(Source.CONFIG_MAP, "flags", "", "")),
            List.of(
                new Volume("data", Volume.Kind.CLAIM, "datasets", "/data", "", true),
                new Volume("models", Volume.Kind.CLAIM, "models", "/models", "", false),
                new Volume("scratch", Volume.Kind.EMPTY_DIR, "", "/scratch", "10Gi", false),
                new Volume("tmp", Volume.Kind.EMPTY_DIR, "", "/work", "", false),
                new Volume("cert", Volume.Kind.SECRET, "s3-ca", "/etc/s3", "", true),
                new Volume("conf", Volume.Kind.CONFIG_MAP, "settings", "/etc/app", "", true)),
            Map.of(),
            List.of(),
            PlatformSpec.Autoscaler.STANDARD,
            Optional.of(new PlatformSpec.Redis("redis:6379", "redis-password")));
    return new ClusterSpec(
        "2.58.0",
        head(),
        List.of(group("worker", worker, 3, 3, 3)),
        Map.of(
            "MODE", "yes",
            "EMPTY", "",
            "RATE", "1e3",
            "TEXT", "two\nlines: \"x\" # no comment",
            "REFERENCE", "$(HOME) and $$(HOME) and $HOME"),
        platform);
  }

  static RayClusterManifest manifest(ClusterSpec spec) {
    return new RayClusterManifest(KEY, spec, properties(), InstalledKubeRay.assumed());
  }
}
