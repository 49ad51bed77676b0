package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.ReservedEnv;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a spec cannot or must not be made into pods, for the person who asked for it. */
final class SpecProblems {

  private static final Pattern IMAGE =
      Pattern.compile(
          "[A-Za-z0-9]+([._:/-]+[A-Za-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?"
              + "(@sha256:[0-9a-f]{64})?");
  private static final Pattern KEY = Pattern.compile("[-._A-Za-z0-9]{1,253}");
  private static final Pattern TOKEN_OF_A_CLUSTER = Pattern.compile(".*-[0-9a-f]{5}-token");
  private static final Pattern MOUNT = Pattern.compile("/[A-Za-z0-9._/-]+");
  private static final Set<String> EFFECTS =
      Set.of("", "NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final Set<String> TOLERATION =
      Set.of("key", "operator", "value", "effect", "tolerationSeconds");
  private static final Set<String> KUBERAY_VOLUMES =
      Set.of(
          PodTemplate.API_TOKEN, "shared-mem", "ray-logs", "ray-token", "ray-tls", "gcs-storage");
  private static final Set<String> KUBERAY_MOUNTS =
      Set.of("/dev", "/proc", "/sys", "/tmp/ray", "/var/run/secrets", "/etc/ray", "/data/gcs");
  private static final Set<String> RAY_RESOURCES = Set.of("cpu", "gpu", "memory");

  private final ClusterSpec spec;
  private final KubernetesProperties properties;
  private final List<FieldError> found = new ArrayList<>();

  private SpecProblems(ClusterSpec spec, KubernetesProperties properties) {
    this.spec = spec;
    this.properties = properties;
  }

  static List<FieldError> of(ClusterSpec spec, KubernetesProperties properties) {
    SpecProblems problems = new SpecProblems(spec, properties);
    problems.image(spec.platform().image());
    problems.environment(spec.platform().envFrom());
    problems.volumes(spec.platform().volumes());
    problems.placement("platform", spec.platform().nodeSelector(), spec.platform().tolerations());
    spec.platform().redis().ifPresent(problems::redis);
    problems.node("head", spec.head());
    problems.groups();
    return problems.found;
  }

  private void add(String field, String message) {
    found.add(new FieldError(field, message));
  }

  private void image(String image) {
    if (image.isEmpty() || image.equals(PodTemplate.image(spec, properties, ""))) {
      return;
    }
    if (!IMAGE.matcher(image).matches() || image.contains("..")) {
      add("platform.image", "This is no image; such as rayproject/ray:2.58.0.");
    } else if (properties.imagePrefixes().stream().noneMatch(image::startsWith)) {
      add(
          "platform.image",
          "Images start with %s here.".formatted(String.join(" or ", properties.imagePrefixes())));
    }
  }

  private void environment(List<PlatformSpec.EnvFrom> sources) {
    for (int i = 0; i < sources.size(); i++) {
      PlatformSpec.EnvFrom from = sources.get(i);
      String field = "platform.envFrom[%d]".formatted(i);
      object(field + ".object", from.object(), from.source() == PlatformSpec.Source.SECRET);
      if (from.key().isEmpty()) {
        if (!from.variable().isEmpty()) {
          add(field + ".variable", "A variable takes the value of one key; name the key.");
        }
        continue;
      }
      if (!KEY.matcher(from.key()).matches()) {
        add(field + ".key", "A key has letters, digits, -, _ and . only.");
      }
      ReservedEnv.problemWith(from.variable()).ifPresent(p -> add(field + ".variable", p));
    }
  }

  private void volumes(List<PlatformSpec.Volume> volumes) {
    Set<String> names = new HashSet<>(KUBERAY_VOLUMES);
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      PlatformSpec.Volume volume = volumes.get(i);
      String field = "platform.volumes[%d]".formatted(i);
      if (!KubernetesNames.dns1123Label(volume.name()).isEmpty()) {
        add(field + ".name", "A name has lower-case letters, digits and dashes.");
      } else if (!names.add(volume.name())) {
        add(field + ".name", "“%s” is the name of another volume.".formatted(volume.name()));
      }
      mount(field + ".mountPath", volume.mountPath(), paths);
      if (volume.kind() != PlatformSpec.Volume.Kind.EMPTY_DIR) {
        boolean secret = volume.kind() == PlatformSpec.Volume.Kind.SECRET;
        object(field + ".object", volume.object(), secret);
      } else if (!volume.size().isEmpty()) {
        size(field + ".size", volume.size());
      }
    }
  }

  private void mount(String field, String path, Set<String> others) {
    if (!MOUNT.matcher(path).matches() || path.contains("//") || path.contains("..")) {
      add(field, "A path from the root, such as /data.");
    } else if (KUBERAY_MOUNTS.stream().anyMatch(k -> path.equals(k) || path.startsWith(k + "/"))) {
      add(field, "%s belongs to Ray or to the system.".formatted(path));
    } else if (!others.add(path)) {
      add(field, "Another volume is mounted there.");
    }
  }

  private void size(String field, String size) {
    try {
      Quantity.parse(size);
    } catch (IllegalArgumentException e) {
      add(field, String.valueOf(e.getMessage()));
    }
  }

  /** The namespace holds the tokens of its clusters too, and they open other people's heads. */
  private void object(String field, String name, boolean secret) {
    if (!KubernetesNames.dns1123Subdomain(name).isEmpty()) {
      add(field, "The name of an object of the namespace: lower-case letters, digits, - and .");
    } else if (secret && TOKEN_OF_A_CLUSTER.matcher(name).matches()) {
      add(field, "%s is the token of a cluster; it is nobody's to read.".formatted(name));
    }
  }

  private void redis(PlatformSpec.Redis redis) {
    if (redis.address().isBlank()) {
      add("platform.redis.address", "An address is needed, such as redis:6379.");
    }
    if (!redis.passwordSecret().isEmpty()) {
      object("platform.redis.passwordSecret", redis.passwordSecret(), true);
    }
  }

  private void groups() {
    Set<String> names = new HashSet<>(Set.of("head", "headgroup"));
    List<WorkerGroupSpec> groups = spec.workerGroups();
    for (int i = 0; i < groups.size(); i++) {
      WorkerGroupSpec group = groups.get(i);
      String field = "workerGroups[%d]".formatted(i);
      if (!KubernetesNames.dns1035Label(group.name()).isEmpty()) {
        add(field + ".name", "A name has lower-case letters, digits and dashes.");
      } else if (!names.add(group.name())) {
        add(field + ".name", "“%s” is the name of another group.".formatted(group.name()));
      }
      node(field, group.node());
      placement(field, group.nodeSelector(), group.tolerations());
    }
  }

  private void node(String field, NodeSpec node) {
    node.startParams()
        .forEach((option, value) ->
            StartParams.problemWith(option, value)
                .ifPresent(problem -> add(field + ".startParams." + option, problem)));
    for (String name : node.resources().keySet()) {
      if (RAY_RESOURCES.contains(name.toLowerCase(java.util.Locale.ROOT))
          || !KEY.matcher(name).matches()) {
        add(field + ".resources." + name, "“%s” is no name for it.".formatted(name));
      }
    }
    if (!node.gpuType().isEmpty() && !properties.gpuTypes().containsKey(node.gpuType())) {
      add(
          field + ".gpuType",
          "“%s” is not known; known are: %s."
              .formatted(
                  node.gpuType(),
                  String.join(", ", new java.util.TreeSet<>(properties.gpuTypes().keySet()))));
    }
  }

  private void placement(
      String field, Map<String, String> selector, List<Map<String, String>> tolerations) {
    selector.forEach((key, value) -> {
      if (!KubernetesNames.qualifiedName(key).isEmpty()
          || !KubernetesNames.labelValue(value).isEmpty()) {
        add(field + ".nodeSelector", "“%s: %s” is no label of a node.".formatted(key, value));
      }
    });
    for (int i = 0; i < tolerations.size(); i++) {
      if (!tolerable(tolerations.get(i))) {
        add(
            field + ".tolerations[%d]".formatted(i),
            "As in a pod: key, operator (Exists or Equal), value, effect, tolerationSeconds.");
      }
    }
  }

  private static boolean tolerable(Map<String, String> toleration) {
    String operator = toleration.getOrDefault("operator", "Equal");
    return TOLERATION.containsAll(toleration.keySet())
        && EFFECTS.contains(toleration.getOrDefault("effect", ""))
        && (operator.equals("Exists") && toleration.getOrDefault("value", "").isEmpty()
            || operator.equals("Equal") && toleration.containsKey("key"))
        && toleration.getOrDefault("tolerationSeconds", "0").matches("-?[0-9]{1,9}");
  }
}
