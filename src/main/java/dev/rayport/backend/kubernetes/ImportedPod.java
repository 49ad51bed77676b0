package dev.rayport.backend.kubernetes;

import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Source;
import dev.rayport.backend.ReservedEnv;
import dev.rayport.base.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the pod template of one group holds.
 *
 * @param imagePath where the image is named
 * @param amounts as the container asks for them
 */
record ImportedPod(
    String image,
    String imagePath,
    Map<String, String> env,
    List<EnvFrom> envFrom,
    ImportedVolumes volumes,
    Amounts amounts,
    Map<String, String> nodeSelector,
    List<Map<String, String>> tolerations) {

  private static final Quantity ONE_CPU = Quantity.of(1);
  private static final Quantity SOME_MEMORY = Quantity.parse("2Gi");

  /** A variable that Kubernetes would put in; {@code $$(NAME)} is only written so. */
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)(\\$\\$)*\\$\\(");

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "ImportedPod[%s, env %s, %s]".formatted(image, env.keySet(), amounts);
  }

  /** What a container has of a node. */
  record Amounts(Quantity cpus, Quantity memory, int gpus) {}

  /**
   * @param cluster its name, which its own account has too
   */
  static ImportedPod read(ImportFields group, String cluster, KubernetesProperties properties) {
    ImportFields template = group.section("template");
    metadata(template.section("metadata"));
    ImportFields pod = template.section("spec");
    pod.pass("terminationGracePeriodSeconds", "enableServiceLinks", "automountServiceAccountToken");
    pod.pass("restartPolicy");
    if (pod.is("serviceAccountName", cluster)) {
      pod.pass("serviceAccountName");
    }
    security(pod);
    List<ImportFields> containers = pod.sections("containers");
    for (ImportFields sidecar :
        containers.subList(Math.min(1, containers.size()), containers.size())) {
      sidecar.refuse("name", "only Ray's own container runs in a pod");
    }
    ImportedPod read =
        containers.isEmpty() ? empty(pod) : container(containers.getFirst(), pod, properties);
    pod.finish();
    template.finish();
    return read;
  }

  private static void metadata(ImportFields metadata) {
    for (String key : metadata.texts("labels").keySet()) {
      ImportedLabels.label(metadata, key);
    }
    metadata.pass("creationTimestamp");
    metadata.finish();
  }

  /** What it asks for beyond what “restricted” gives. */
  private static void security(ImportFields owner) {
    ImportFields context = owner.section("securityContext");
    context.pass("runAsNonRoot", "runAsUser", "runAsGroup", "fsGroup", "seccompProfile");
    ImportFields capabilities = context.section("capabilities");
    capabilities.pass("drop");
    if (capabilities.has("add")) {
      capabilities.refuse("add", "containers have no rights on the node");
    }
    context.finish();
  }

  private static ImportedPod empty(ImportFields pod) {
    pod.leave("containers", "there is no container; a small one is taken");
    return new ImportedPod(
        "",
        "",
        Map.of(),
        List.of(),
        ImportedVolumes.NONE,
        new Amounts(ONE_CPU, SOME_MEMORY, 0),
        pod.texts("nodeSelector"),
        List.of());
  }

  private static ImportedPod container(
      ImportFields container, ImportFields pod, KubernetesProperties properties) {
    container.pass("name", "imagePullPolicy", "ports");
    security(container);
    Map<String, String> env = new LinkedHashMap<>();
    List<EnvFrom> from = new ArrayList<>();
    container.sections("env").forEach(variable -> variable(variable, env, from));
    container.sections("envFrom").forEach(source -> sources(source, from));
    ImportedPod read =
        new ImportedPod(
            container.text("image"),
            container.path("image"),
            env,
            from,
            ImportedVolumes.read(pod, container),
            amounts(container, properties),
            pod.texts("nodeSelector"),
            tolerations(pod));
    container.finish();
    return read;
  }

  private static void variable(ImportFields variable, Map<String, String> env, List<EnvFrom> from) {
    String name = variable.text("name");
    if (name.equals(PodEnvironment.CLUSTER_ID) || PodEnvironment.OWN.containsKey(name)) {
      return;
    }
    ReservedEnv.problemWith(name)
        .ifPresentOrElse(
            problem -> variable.refuse("name", problem.replaceFirst("\\.$", "")),
            () -> {
              if (variable.has("valueFrom")) {
                reference(variable, name, from);
              } else {
                literal(variable, name, env);
              }
            });
  }

  private static void literal(ImportFields variable, String name, Map<String, String> env) {
    String value = variable.text("value");
    if (REFERENCE.matcher(value).find()) {
      variable.leave("value", "it refers to other variables, which Rayport does not follow");
    } else {
      env.put(name, value.replace("$$", "$"));
    }
  }

  private static void reference(ImportFields variable, String name, List<EnvFrom> from) {
    ImportFields source = variable.section("valueFrom");
    for (String kind : source.keys()) {
      if (!kind.equals("secretKeyRef") && !kind.equals("configMapKeyRef")) {
        source.leave(kind, "only Secrets and ConfigMaps give values");
        continue;
      }
      ImportFields key = source.section(kind);
      Source of = kind.equals("secretKeyRef") ? Source.SECRET : Source.CONFIG_MAP;
      from.add(new EnvFrom(of, key.text("name"), key.text("key"), name));
      key.finish();
    }
  }

  private static void sources(ImportFields source, List<EnvFrom> from) {
    for (String kind : List.of("secretRef", "configMapRef")) {
      if (source.has(kind)) {
        Source of = kind.equals("secretRef") ? Source.SECRET : Source.CONFIG_MAP;
        ImportFields reference = source.section(kind);
        from.add(new EnvFrom(of, reference.text("name"), "", ""));
        reference.finish();
      }
    }
    source.finish();
  }

  private static Amounts amounts(ImportFields container, KubernetesProperties properties) {
    ImportFields resources = container.section("resources");
    Map<String, String> limits = resources.texts("limits");
    Map<String, String> requests = resources.texts("requests");
    Map<String, String> asked = new LinkedHashMap<>(requests);
    asked.putAll(limits);
    if (!limits.isEmpty() && !requests.isEmpty() && !limits.equals(requests)) {
      resources.leave("requests", "a container has what its limits say");
    }
    int gpus = 0;
    for (Map.Entry<String, String> entry : asked.entrySet()) {
      String name = entry.getKey();
      if (name.equals(properties.gpuResource()) && entry.getValue().matches("[0-9]{1,3}")) {
        gpus = Integer.parseInt(entry.getValue());
      } else if (!name.equals("cpu") && !name.equals("memory")) {
        resources.leave("limits." + name, "“%s” is not offered here".formatted(name));
      }
    }
    resources.finish();
    return new Amounts(
        amount(resources, "cpu", asked, ONE_CPU),
        amount(resources, "memory", asked, SOME_MEMORY),
        gpus);
  }

  private static Quantity amount(
      ImportFields resources, String name, Map<String, String> asked, Quantity otherwise) {
    try {
      if (asked.containsKey(name)) {
        return Quantity.parse(asked.get(name));
      }
      resources.leave("limits." + name, "none is asked for; %s is taken".formatted(otherwise));
    } catch (IllegalArgumentException e) {
      resources.leave("limits." + name, "it is no amount; %s is taken".formatted(otherwise));
    }
    return otherwise;
  }

  private static List<Map<String, String>> tolerations(ImportFields pod) {
    List<Map<String, String>> tolerations = new ArrayList<>();
    for (ImportFields toleration : pod.sections("tolerations")) {
      Map<String, String> one = new LinkedHashMap<>();
      for (String key : List.of("key", "operator", "value", "effect", "tolerationSeconds")) {
        if (toleration.has(key)) {
          one.put(key, toleration.text(key));
        }
      }
      toleration.finish();
      tolerations.add(Map.copyOf(one));
    }
    return tolerations;
  }

  /** The node, with what Ray is told of it. */
  NodeSpec node(ImportFields group) {
    return ImportedRayParams.node(group, amounts);
  }
}
