package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pods of the head or of one worker group.
 *
 * @param labels of the cluster
 * @param serviceAccount whom the pods are; empty: KubeRay fills it in
 */
record PodTemplate(
    ClusterSpec spec,
    KubernetesProperties properties,
    Map<String, Object> labels,
    String serviceAccount) {

  /** Volume with a token of the API server, for the autoscaler's container alone. */
  static final String API_TOKEN = "api-token";

  static final String API_TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final long RAY_USER = 1000;
  private static final long RAY_GROUP = 100;
  private static final int TOKEN_SECONDS = 3600;

  /**
   * Which nodes a pod may run on.
   *
   * @param spot whether the node may be taken away
   */
  record Placement(
      boolean spot, Map<String, String> nodeSelector, List<Map<String, String>> tolerations) {}

  /** The image that Ray runs in; {@code asked} wins when it is not empty. */
  static String image(ClusterSpec spec, KubernetesProperties properties, String asked) {
    return asked.isEmpty() ? properties.image().replace("%s", spec.rayVersion()) : asked;
  }

  /** What Pod Security {@code restricted} asks of every container. */
  static Map<String, Object> restricted() {
    return new TreeBuilder()
        .put("allowPrivilegeEscalation", false)
        .put("capabilities", Map.of("drop", List.of("ALL")))
        .put("runAsNonRoot", true)
        .put("seccompProfile", Map.of("type", "RuntimeDefault"))
        .build();
  }

  Map<String, Object> head(NodeSpec node) {
    Placement placement =
        new Placement(false, spec.platform().nodeSelector(), spec.platform().tolerations());
    List<Map<String, Object>> ports =
        List.of(
            port(6379, "gcs-server"),
            port(8265, "dashboard"),
            port(10001, "client"),
            port(8000, "serve"));
    return template(node, placement, container("ray-head", node, ports));
  }

  Map<String, Object> worker(NodeSpec node, Placement placement) {
    return template(node, placement, container("ray-worker", node, List.of()));
  }

  private Map<String, Object> template(
      NodeSpec node, Placement placement, Map<String, Object> container) {
    Map<String, Object> pod =
        new TreeBuilder()
            .put("serviceAccountName", serviceAccount)
            .put("automountServiceAccountToken", false)
            .put("enableServiceLinks", false)
            .put("terminationGracePeriodSeconds", properties.terminationGrace().toSeconds())
            .put("securityContext", podSecurity())
            .put("nodeSelector", nodeSelector(node, placement))
            .put("tolerations", tolerations(node, placement))
            .put("containers", List.of(container))
            .put("volumes", volumes(container))
            .build();
    return new TreeBuilder()
        .put("metadata", new TreeBuilder().put("labels", labels).build())
        .put("spec", pod)
        .build();
  }

  private static Map<String, Object> podSecurity() {
    return new TreeBuilder()
        .put("runAsNonRoot", true)
        .put("runAsUser", RAY_USER)
        .put("runAsGroup", RAY_GROUP)
        .put("fsGroup", RAY_GROUP)
        .put("seccompProfile", Map.of("type", "RuntimeDefault"))
        .build();
  }

  private Map<String, Object> container(
      String name, NodeSpec node, List<Map<String, Object>> ports) {
    Map<String, Object> limits = amounts(node, node.cpus().text());
    Map<String, Object> requests = amounts(node, requestedCpu(node));
    return new TreeBuilder()
        .put("name", name)
        .put("image", image(spec, properties, spec.platform().image()))
        .put("imagePullPolicy", properties.imagePullPolicy())
        .put("ports", ports)
        .put("env", new PodEnvironment(spec, String.valueOf(labels.get(ClusterLabels.ID))).list())
        .put("envFrom", PodEnvironment.sources(spec.platform().envFrom()))
        .put("resources", new TreeBuilder().put("limits", limits).put("requests", requests).build())
        .put("securityContext", restricted())
        .put("volumeMounts", spec.platform().volumes().stream().map(PodTemplate::mount).toList())
        .build();
  }

  private String requestedCpu(NodeSpec node) {
    return properties.cpuRequest() == 1
        ? node.cpus().text()
        : Math.max(1, Math.round(node.cpus().cores() * properties.cpuRequest() * 1000)) + "m";
  }

  private Map<String, Object> amounts(NodeSpec node, String cpus) {
    TreeBuilder amounts = new TreeBuilder().put("cpu", cpus).put("memory", node.memory().text());
    if (node.gpus() > 0) {
      if (!properties.gpuResource().isEmpty()) {
        amounts.put(properties.gpuResource(), Integer.toString(node.gpus()));
      }
    }
    return amounts.build();
  }

  private Map<String, Object> nodeSelector(NodeSpec node, Placement placement) {
    Map<String, Object> selector = new TreeMap<>(properties.podSelector());
    selector.putAll(placement.nodeSelector());
    if (node.gpus() > 0) {
      selector.putAll(properties.gpuTypes().getOrDefault(node.gpuType(), Map.of()));
    }
    if (placement.spot()) {
      selector.putAll(properties.spotSelector());
    }
    return selector;
  }

  private List<Map<String, Object>> tolerations(NodeSpec node, Placement placement) {
    List<Map<String, Object>> tolerations = new ArrayList<>();
    properties.podTolerations().forEach(one -> tolerations.add(toleration(one)));
    placement.tolerations().forEach(one -> tolerations.add(toleration(one)));
    if (placement.spot() && !properties.spotTaint().isEmpty()) {
      tolerations.add(toleration(Map.of("key", properties.spotTaint(), "operator", "Exists")));
    }
    if (node.gpus() > 0 && !properties.gpuResource().isEmpty()) {
      // Most providers taint their nodes with GPUs by the resource's name.
      tolerations.add(toleration(Map.of("key", properties.gpuResource(), "operator", "Exists")));
    }
    return tolerations.stream().distinct().toList();
  }

  private static Map<String, Object> toleration(Map<String, String> asked) {
    TreeBuilder toleration = new TreeBuilder();
    for (String field : List.of("key", "operator", "value", "effect")) {
      toleration.put(field, asked.getOrDefault(field, ""));
    }
    if (asked.containsKey("tolerationSeconds")) {
      toleration.put("tolerationSeconds", Long.valueOf(asked.get("tolerationSeconds")));
    }
    return toleration.build();
  }

  private static Map<String, Object> port(int number, String name) {
    return new TreeBuilder().put("containerPort", number).put("name", name).build();
  }

  private static Map<String, Object> mount(PlatformSpec.Volume volume) {
    TreeBuilder mount =
        new TreeBuilder().put("name", volume.name()).put("mountPath", volume.mountPath());
    return volume.readOnly() ? mount.put("readOnly", true).build() : mount.build();
  }

  private List<Map<String, Object>> volumes(Map<String, Object> container) {
    List<Map<String, Object>> volumes = new ArrayList<>();
    spec.platform().volumes().forEach(volume -> volumes.add(volume(volume)));
    if (spec.autoscales() && "ray-head".equals(container.get("name"))) {
      volumes.add(apiToken());
    }
    return volumes;
  }

  private static Map<String, Object> volume(PlatformSpec.Volume volume) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("name", volume.name());
    switch (volume.kind()) {
      case EMPTY_DIR -> made.put("emptyDir", emptyDir(volume));
      case CLAIM ->
          made.put(
              "persistentVolumeClaim",
              volume.readOnly()
                  ? new TreeBuilder()
                      .put("claimName", volume.object())
                      .put("readOnly", true)
                      .build()
                  : Map.of("claimName", volume.object()));
      case SECRET -> made.put("secret", Map.of("secretName", volume.object()));
      case CONFIG_MAP -> made.put("configMap", Map.of("name", volume.object()));
    }
    return made;
  }

  private static Map<String, Object> emptyDir(PlatformSpec.Volume volume) {
    return volume.size().isEmpty() ? Map.of() : Map.of("sizeLimit", volume.size());
  }

  /** As Kubernetes mounts it by itself, but into one container instead of all. */
  private static Map<String, Object> apiToken() {
    Map<String, Object> token =
        new TreeBuilder().put("path", "token").put("expirationSeconds", TOKEN_SECONDS).build();
    Map<String, Object> authority =
        new TreeBuilder()
            .put("name", "kube-root-ca.crt")
            .put(
                "items",
                List.of(new TreeBuilder().put("key", "ca.crt").put("path", "ca.crt").build()))
            .build();
    Map<String, Object> namespace =
        new TreeBuilder()
            .put("path", "namespace")
            .put("fieldRef", Map.of("fieldPath", "metadata.namespace"))
            .build();
    List<Map<String, Object>> sources =
        List.of(
            Map.of("serviceAccountToken", token),
            Map.of("configMap", authority),
            Map.of("downwardAPI", Map.of("items", List.of(namespace))));
    return new TreeBuilder()
        .put("name", API_TOKEN)
        .put("projected", Map.of("sources", sources))
        .build();
  }
}
