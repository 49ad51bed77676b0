package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a spec is as objects of Kubernetes, exactly as they are applied: without nulls and empty
 * containers, keys and lists always in the same order.
 */
final class RayClusterManifest {

  static final String API_VERSION = "ray.io/v1";
  static final String KIND = "RayCluster";

  private final ClusterSpec spec;
  private final KubernetesProperties properties;
  private final InstalledKubeRay kubeRay;
  private final ObjectNames names;
  private final Companions around;

  /**
   * @throws Refusal with everything of the spec that cannot be made into pods
   */
  RayClusterManifest(
      ClusterKey key, ClusterSpec spec, KubernetesProperties properties, InstalledKubeRay kubeRay) {
    this(judged(spec, properties), properties, kubeRay, key);
  }

  private static ClusterSpec judged(ClusterSpec spec, KubernetesProperties properties) {
    List<FieldError> problems = SpecProblems.of(spec, properties);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return spec;
  }

  private RayClusterManifest(
      ClusterSpec spec, KubernetesProperties properties, InstalledKubeRay kubeRay, ClusterKey key) {
    this.spec = spec;
    this.properties = properties;
    this.kubeRay = kubeRay;
    this.around = Companions.of(key, properties);
    this.names = around.names();
  }

  /** The {@code RayCluster} of a spec that nobody judged yet, with a name that says nothing. */
  static Map<String, Object> draft(ClusterSpec spec, KubernetesProperties properties) {
    ClusterKey key = new ClusterKey("cl_00000000000000000000", "draft", "draft", "draft");
    return new RayClusterManifest(spec, properties, InstalledKubeRay.assumed(), key)
        .cluster(Replicas.ASKED, false);
  }

  /**
   * The {@code RayCluster}.
   *
   * @param suspended whether it is to have no pods for now
   */
  Map<String, Object> cluster(Replicas replicas, boolean suspended) {
    Map<String, Object> cluster =
        around
            .object(API_VERSION, KIND, names.cluster(), Optional.empty())
            .put("spec", spec(replicas, suspended))
            .build();
    kubeRay.mustKnow(cluster);
    return cluster;
  }

  /** As {@link #cluster}, with marks of what it was written from. */
  Map<String, Object> marked(Replicas replicas, boolean suspended) {
    Map<String, Object> cluster = cluster(replicas, suspended);
    @SuppressWarnings("unchecked")
    Map<String, Object> metadata = (Map<String, Object>) cluster.get("metadata");
    metadata.put("annotations", Map.of(WrittenFrom.ANNOTATION, writtenFrom().text()));
    return cluster;
  }

  WrittenFrom writtenFrom() {
    return WrittenFrom.of(spec, cluster(Replicas.LEFT_OUT, false));
  }

  /** What is made around it. */
  Companions companions() {
    return around;
  }

  private Map<String, Object> spec(Replicas replicas, boolean suspended) {
    TreeBuilder cluster = new TreeBuilder().put("rayVersion", spec.rayVersion());
    // Said in either case: KubeRay resumes on false, not on nothing (calculateStatus).
    cluster.put("suspend", suspended);
    cluster.put(
        "authOptions",
        new TreeBuilder().put("mode", "token").put("secretName", names.tokenSecret()).build());
    if (spec.autoscales()) {
      cluster.put("enableInTreeAutoscaling", true);
      cluster.put("autoscalerOptions", autoscaler(spec.platform().autoscaler()));
    }
    walls(cluster, spec.platform().walls());
    spec.platform().redis().ifPresent(r -> cluster.put("gcsFaultToleranceOptions", redis(r)));
    return cluster
        .put("headGroupSpec", head())
        .put(
            "workerGroupSpecs",
            spec.workerGroups().stream().map(group -> group(group, replicas.of(group))).toList())
        .build();
  }

  /**
   * Policies add up: what a cluster needs beside its own pods, the portal's policies let in and
   * out, so that KubeRay's need no rules.
   */
  private static void walls(TreeBuilder cluster, PlatformSpec.Walls walls) {
    if (walls.tls()) {
      cluster.put("tlsOptions", Map.of("enabled", true));
    }
    String mode =
        switch (walls.network()) {
          case STANDARD -> "";
          case DENY_ALL -> "DenyAll";
          case DENY_ALL_INGRESS -> "DenyAllIngress";
          case DENY_ALL_EGRESS -> "DenyAllEgress";
        };
    if (!mode.isEmpty()) {
      cluster.put("networkPolicy", Map.of("mode", mode));
    }
  }

  /** Version 2 is said, for KubeRay takes options of groups only then (validation.go). */
  private Map<String, Object> autoscaler(PlatformSpec.Autoscaler autoscaler) {
    Map<String, Object> mount =
        new TreeBuilder()
            .put("name", PodTemplate.API_TOKEN)
            .put("mountPath", PodTemplate.API_TOKEN_PATH)
            .put("readOnly", true)
            .build();
    return new TreeBuilder()
        .put("version", "v2")
        .put("idleTimeoutSeconds", autoscaler.idleTimeout().toSeconds())
        .put("upscalingMode", autoscaler.conservative() ? "Conservative" : "Default")
        .put("imagePullPolicy", properties.imagePullPolicy())
        .put("securityContext", PodTemplate.restricted())
        .put("volumeMounts", List.of(mount))
        .build();
  }

  private static Map<String, Object> redis(PlatformSpec.Redis redis) {
    TreeBuilder options = new TreeBuilder().put("redisAddress", redis.address());
    if (!redis.passwordSecret().isEmpty()) {
      Map<String, Object> key =
          new TreeBuilder().put("name", redis.passwordSecret()).put("key", "password").build();
      options.put("redisPassword", Map.of("valueFrom", Map.of("secretKeyRef", key)));
    }
    return options.build();
  }

  private Map<String, Object> head() {
    // Named by us, KubeRay would wait for the account instead of making it.
    String account = spec.autoscales() ? "" : names.serviceAccount();
    return new TreeBuilder()
        .put("rayStartParams", startParams(spec.head()))
        .put("resources", resources(spec.head()))
        .put(
            "template",
            new PodTemplate(spec, properties, around.labels(), account).head(spec.head()))
        .build();
  }

  private Map<String, Object> group(WorkerGroupSpec group, OptionalInt replicas) {
    TreeBuilder tree = new TreeBuilder().put("groupName", group.name());
    replicas.ifPresent(number -> tree.put("replicas", number));
    PodTemplate.Placement placement =
        new PodTemplate.Placement(group.spot(), group.nodeSelector(), group.tolerations());
    return tree.put("minReplicas", group.autoscales() ? group.min() : group.replicas())
        .put("maxReplicas", group.autoscales() ? group.max() : group.replicas())
        .put("suspend", group.suspended() ? (Object) true : "")
        .put("rayStartParams", startParams(group.node()))
        .put("resources", resources(group.node()))
        .put(
            "template",
            new PodTemplate(spec, properties, around.labels(), names.serviceAccount())
                .worker(group.node(), placement))
        .build();
  }

  private static Map<String, Object> startParams(NodeSpec node) {
    Map<String, Object> params = new TreeMap<>(node.startParams());
    params.put("disable-usage-stats", "true");
    return params;
  }

  /** What Ray may schedule where that is not what the container has (pod.go, Resources). */
  private Map<String, Object> resources(NodeSpec node) {
    Map<String, Object> resources = new TreeMap<>();
    node.resources().forEach((name, amount) -> resources.put(name, plain(amount)));
    node.rayCpus().ifPresent(cpus -> resources.put("CPU", plain(Math.ceil(cpus))));
    if (node.gpus() > 0 && properties.gpuResource().isEmpty()) {
      resources.put("GPU", Integer.toString(node.gpus()));
    }
    return resources;
  }

  private static String plain(double amount) {
    return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
  }
}
