package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.YamlDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a draft of a {@code RayCluster}: rebuilt from what is known, never copied. */
final class RayClusterImport {

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

  /** Which field of each kind's spec is the cluster's; empty: the spec is. */
  static final Map<String, String> KINDS =
      Map.of("RayCluster", "", "RayJob", "rayClusterSpec", "RayService", "rayClusterConfig");

  private static final Pattern TAG = Pattern.compile(":([0-9]+\\.[0-9]+\\.[0-9]+)(?![0-9])");

  private final KubernetesProperties properties;
  private final Findings findings;
  private final Map<String, String> env = new LinkedHashMap<>();
  private final List<EnvFrom> envFrom = new ArrayList<>();
  private final Map<String, Volume> volumes = new LinkedHashMap<>();

  /** Where the spec's fields came from. */
  private final Map<String, String> origins = new HashMap<>();

  private RayClusterImport(KubernetesProperties properties, Findings findings) {
    this.properties = properties;
    this.findings = findings;
  }

  static ImportedCluster read(YamlDocument document, KubernetesProperties properties) {
    Findings findings = new Findings(document.lines());
    ImportFields root = new ImportFields(Tree.of(document.root()), findings);
    String kind = root.text("kind");
    if (!KINDS.containsKey(kind) || !root.text("apiVersion").startsWith("ray.io/")) {
      findings.refuse(
          "kind",
          "“%s” of %s is no RayCluster; only those can be read, also inside of a RayJob or a RayService."
              .formatted(Cause.plain(kind), Cause.plain(root.text("apiVersion"))));
      return new ImportedCluster("", Optional.empty(), findings.all());
    }
    root.pass("status");
    RayClusterImport reading = new RayClusterImport(properties, findings);
    String name = reading.metadata(root.section("metadata"));
    Optional<ImportFields> inside = cluster(root.section("spec"), KINDS.get(kind));
    if (inside.isEmpty()) {
      return new ImportedCluster(name, Optional.empty(), findings.all());
    }
    ImportFields spec = inside.get();
    ClusterSpec read = reading.spec(spec, name);
    spec.finish();
    root.finish();
    reading.judge(read);
    return new ImportedCluster(name, Optional.of(read), findings.all());
  }

  /** The cluster inside of what else such an object says. */
  private static Optional<ImportFields> cluster(ImportFields spec, String field) {
    if (field.isEmpty()) {
      return Optional.of(spec);
    }
    if (!spec.has(field)) {
      spec.refuse(
          spec.has("clusterSelector") ? "clusterSelector" : field,
          "it has no cluster of its own, and so there is none to be made");
      return Optional.empty();
    }
    for (String other : spec.keys()) {
      if (!other.equals(field)) {
        spec.leave(
            other, "only the cluster is imported; jobs and applications are submitted to it");
      }
    }
    return Optional.of(spec.section(field));
  }

  private String metadata(ImportFields metadata) {
    metadata.pass("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");
    metadata.pass("selfLink", "finalizers", "ownerReferences", "generateName");
    metadata.texts("labels").keySet().forEach(key -> ImportedLabels.label(metadata, key));
    metadata.texts("annotations").keySet().forEach(key -> ImportedLabels.annotation(metadata, key));
    String name = metadata.text("name");
    metadata.finish();
    return name;
  }

  private ClusterSpec spec(ImportFields spec, String name) {
    ImportFields headGroup = spec.section("headGroupSpec");
    ImportedPod head = ImportedPod.read(headGroup, name, properties);
    if (headGroup.truth("enableIngress")) {
      headGroup.refuse("enableIngress", "heads are reached through Rayport only");
    }
    String service = headGroup.text("serviceType");
    if (!service.isEmpty() && !service.equals("ClusterIP")) {
      headGroup.refuse("serviceType", "heads are reached through Rayport only");
    }
    merge(head);
    String version = version(spec, head);
    boolean autoscales = spec.truth("enableInTreeAutoscaling");
    List<WorkerGroupSpec> groups = new ArrayList<>();
    for (ImportFields group : spec.sections("workerGroupSpecs")) {
      origins.put("workerGroups[%d]".formatted(groups.size()), group.path("groupName"));
      groups.add(group(group, name, head, autoscales));
    }
    String image =
        head.image().equals(properties.image().replace("%s", version)) ? "" : head.image();
    origins.put("image", head.imagePath());
    origins.put("head", headGroup.path("template"));
    ClusterSpec read =
        new ClusterSpec(
            version,
            head.node(headGroup),
            groups,
            env,
            new PlatformSpec(
                image,
                envFrom,
                List.copyOf(volumes.values()),
                head.nodeSelector(),
                head.tolerations(),
                ImportedOptions.autoscaler(spec.section("autoscalerOptions")),
                ImportedOptions.redis(spec),
                ImportedOptions.walls(spec)));
    headGroup.finish();
    return read;
  }

  private String version(ImportFields spec, ImportedPod head) {
    String version = spec.text("rayVersion");
    origins.put("ray", spec.path("rayVersion"));
    if (VERSION.matcher(version).matches()) {
      return version;
    }
    Matcher tag = TAG.matcher(head.image());
    if (tag.find()) {
      spec.leave(
          "rayVersion", "it is not said; %s is taken from the image".formatted(tag.group(1)));
      return tag.group(1);
    }
    spec.refuse("rayVersion", "a version such as 2.58.0 is needed");
    return "";
  }

  private WorkerGroupSpec group(
      ImportFields group, String cluster, ImportedPod head, boolean autoscales) {
    ImportedPod pod = ImportedPod.read(group, cluster, properties);
    if (!pod.image().equals(head.image())) {
      findings.leave(pod.imagePath(), "All nodes run the head's image.");
    }
    merge(pod);
    if (group.whole("numOfHosts").orElse(1L) != 1) {
      group.leave("numOfHosts", "a worker is one pod");
    }
    int min = number(group, "minReplicas", 0);
    int max = number(group, "maxReplicas", Math.max(min, number(group, "replicas", min)));
    int replicas = Math.clamp(number(group, "replicas", min), min, Math.max(min, max));
    if (!autoscales && min < max) {
      group.leave(
          "maxReplicas", "without enableInTreeAutoscaling there are always %d".formatted(replicas));
    }
    WorkerGroupSpec read =
        new WorkerGroupSpec(
            group.text("groupName"),
            pod.node(group),
            autoscales ? min : replicas,
            autoscales ? Math.max(min, max) : replicas,
            replicas,
            false,
            pod.nodeSelector(),
            pod.tolerations(),
            group.truth("suspend"));
    group.finish();
    return read;
  }

  private static int number(ImportFields group, String key, int otherwise) {
    return Math.clamp(group.whole(key).orElse((long) otherwise), 0, 100_000);
  }

  /** Environment and volumes are those of the whole cluster. */
  private void merge(ImportedPod pod) {
    pod.env()
        .forEach((name, value) -> {
          String before = env.putIfAbsent(name, value);
          if (before != null && !before.equals(value)) {
            findings.leave(
                pod.imagePath().replaceFirst("image$", "env"),
                "%s has another value on the head; that one is taken.".formatted(name));
          }
        });
    pod.envFrom().stream().filter(from -> !envFrom.contains(from)).forEach(envFrom::add);
    pod.volumes()
        .byName()
        .forEach((name, volume) -> {
          Volume before = volumes.putIfAbsent(name, volume);
          if (before == null) {
            origins.put(
                "volumes[%d]".formatted(volumes.size() - 1),
                pod.volumes().paths().getOrDefault(name, "spec"));
          } else if (!before.equals(volume)) {
            findings.leave(
                pod.volumes().paths().getOrDefault(name, "spec"),
                "“%s” is another volume on the head; that one is taken.".formatted(name));
          }
        });
  }

  /** The same rules as for a spec of any other source. */
  private void judge(ClusterSpec spec) {
    for (FieldError error : SpecProblems.of(spec, properties)) {
      findings.refuse(origin(error.field()), error.message());
    }
  }

  private String origin(String field) {
    for (String at = field; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      if (origins.containsKey(at)) {
        return origins.get(at);
      }
    }
    return "spec";
  }
}
