package dev.rayport.backend;

import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.base.FieldError;
import dev.rayport.base.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a spec could be made into pods nowhere, whatever a platform is set up with. Fields are
 * called as in a template.
 */
public final class SpecRules {

  private static final String PART = "[a-z0-9]+([._-]+[a-z0-9]+)*";

  /** Host with port, path, tag and digest, as container runtimes read it. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "([A-Za-z0-9]+([.-]+[A-Za-z0-9]+)*(:[0-9]{1,5})?/)?%s(/%s)*".formatted(PART, PART)
              + "(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?");

  private static final int LONGEST_IMAGE = 500;
  private static final Pattern KEY = Pattern.compile("[-._A-Za-z0-9]{1,253}");
  private static final Pattern TOKEN_OF_A_CLUSTER = Pattern.compile(".*-[0-9a-f]{5}-token");
  private static final Pattern MOUNT = Pattern.compile("/[A-Za-z0-9._/-]+");
  private static final Set<String> EFFECTS =
      Set.of("", "NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final Set<String> TOLERATION =
      Set.of("key", "operator", "value", "effect", "tolerationSeconds");
  private static final Set<String> KUBERAY_VOLUMES =
      Set.of("api-token", "shared-mem", "ray-logs", "ray-token", "ray-tls", "gcs-storage");
  private static final Set<String> KUBERAY_MOUNTS =
      Set.of("/dev", "/proc", "/sys", "/tmp/ray", "/var/run/secrets", "/etc/ray", "/data/gcs");

  private final List<FieldError> found = new ArrayList<>();

  private SpecRules() {}

  /** Everything that is wrong, in the order of the fields. */
  public static List<FieldError> of(ClusterSpec spec) {
    SpecRules rules = new SpecRules();
    PlatformSpec platform = spec.platform();
    rules.image(platform.image());
    rules.environment(platform.envFrom());
    rules.volumes(platform.volumes());
    rules.placement("head", platform.nodeSelector(), platform.tolerations());
    platform.redis().ifPresent(rules::redis);
    rules.startParams("head", spec.head());
    rules.groups(spec.workerGroups());
    rules.suspended(spec);
    return List.copyOf(rules.found);
  }

  private void add(String field, String message) {
    found.add(new FieldError(field, message));
  }

  private void image(String image) {
    if (!image.isEmpty()
        && (image.length() > LONGEST_IMAGE
            || !IMAGE.matcher(image).matches()
            || image.contains(".."))) {
      add("image", "This is no image; such as rayproject/ray:2.58.0.");
    }
  }

  private void environment(List<PlatformSpec.EnvFrom> sources) {
    for (int i = 0; i < sources.size(); i++) {
      PlatformSpec.EnvFrom from = sources.get(i);
      String field = "envFrom[%d]".formatted(i);
      boolean secret = from.source() == PlatformSpec.Source.SECRET;
      object(field + (secret ? ".secret" : ".configMap"), from.object(), secret);
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

  private void volumes(List<Volume> volumes) {
    Set<String> names = new HashSet<>(KUBERAY_VOLUMES);
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      Volume volume = volumes.get(i);
      String field = "volumes[%d]".formatted(i);
      if (!KubernetesNames.dns1123Label(volume.name()).isEmpty()) {
        add(field + ".name", "A name has lower-case letters, digits and dashes.");
      } else if (!names.add(volume.name())) {
        add(field + ".name", "“%s” is the name of another volume.".formatted(volume.name()));
      }
      mount(field + ".mountPath", volume.mountPath(), paths);
      switch (volume.kind()) {
        case CLAIM -> object(field + ".claim", volume.object(), false);
        case SECRET -> object(field + ".secret", volume.object(), true);
        case CONFIG_MAP -> object(field + ".configMap", volume.object(), false);
        case EMPTY_DIR -> size(field + ".emptyDir.sizeLimit", volume.size());
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
      if (!size.isEmpty()) {
        Quantity.parse(size);
      }
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
      add("redis.address", "An address is needed, such as redis:6379.");
    }
    if (!redis.passwordSecret().isEmpty()) {
      object("redis.passwordSecret", redis.passwordSecret(), true);
    }
  }

  private void groups(List<WorkerGroupSpec> groups) {
    Set<String> names = new HashSet<>(Set.of("head", "headgroup"));
    for (int i = 0; i < groups.size(); i++) {
      WorkerGroupSpec group = groups.get(i);
      String field = "workerGroups[%d]".formatted(i);
      if (!KubernetesNames.dns1035Label(group.name()).isEmpty()) {
        add(field + ".name", "A name has lower-case letters, digits and dashes.");
      } else if (!names.add(group.name())) {
        add(field + ".name", "“%s” is the name of another group.".formatted(group.name()));
      }
      startParams(field, group.node());
      placement(field, group.nodeSelector(), group.tolerations());
    }
  }

  /** In the operator's own words. */
  private void suspended(ClusterSpec spec) {
    for (int i = 0; i < spec.workerGroups().size(); i++) {
      WorkerGroupSpec group = spec.workerGroups().get(i);
      if (group.suspended() && spec.autoscales()) {
        add("workerGroups[%d].suspended".formatted(i), suspendedProblem(group.name()));
      }
    }
  }

  /** Why a group of a cluster that changes its size may not rest. */
  public static String suspendedProblem(String group) {
    return "worker group %s cannot be suspended with Autoscaler enabled".formatted(group);
  }

  private void startParams(String field, NodeSpec node) {
    node.startParams()
        .forEach((option, value) ->
            StartParams.problemWith(option, value)
                .ifPresent(problem -> add(field + ".startParams." + option, problem)));
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
