package dev.rayport.cluster.ui;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.cluster.StopWhen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes what a cluster is made from as YAML, in the words of templates. */
final class SpecYaml {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private SpecYaml() {}

  /**
   * What stands around the spec.
   *
   * @param template {@code name@version}
   * @param stage lower-case word
   */
  record Frame(
      String name, String template, String stage, Map<String, String> labels, StopWhen stopWhen) {}

  static String of(Frame frame, ClusterSpec spec) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", frame.name());
    document.put("template", frame.template());
    document.put("stage", frame.stage());
    putUnlessEmpty(document, "labels", new TreeMap<>(frame.labels()));
    document.put("ray", spec.rayVersion());
    PlatformYaml platform = new PlatformYaml(spec.platform());
    putUnlessEmpty(document, "image", spec.platform().image());
    Map<String, Object> head = node(spec.head());
    putPlacement(head, spec.platform().nodeSelector(), spec.platform().tolerations());
    document.put("head", head);
    document.put("workerGroups", spec.workerGroups().stream().map(SpecYaml::group).toList());
    putUnlessEmpty(document, "env", new TreeMap<>(spec.env()));
    platform.fields().forEach((key, value) -> document.put(key, value));
    putUnlessEmpty(document, "stopWhen", stopWhen(frame.stopWhen()));
    return YAML.writeValueAsString(document);
  }

  private static Map<String, Object> node(NodeSpec node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cpus", node.cpus().text());
    fields.put("memory", node.memory().text());
    fields.put("gpus", node.gpus());
    node.rayCpus().ifPresent(cpus -> fields.put("rayCpus", cpus));
    putUnlessEmpty(fields, "resources", new TreeMap<>(node.resources()));
    putUnlessEmpty(fields, "gpuType", node.gpuType());
    putUnlessEmpty(fields, "startParams", new TreeMap<>(node.startParams()));
    return fields;
  }

  private static Map<String, Object> group(WorkerGroupSpec group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", group.name());
    fields.putAll(node(group.node()));
    fields.put("min", group.min());
    fields.put("max", group.max());
    fields.put("replicas", group.replicas());
    fields.put("spot", group.spot());
    if (group.suspended()) {
      fields.put("suspended", true);
    }
    putPlacement(fields, group.nodeSelector(), group.tolerations());
    return fields;
  }

  private static void putPlacement(
      Map<String, Object> fields,
      Map<String, String> nodeSelector,
      List<Map<String, String>> tolerations) {
    putUnlessEmpty(fields, "nodeSelector", new TreeMap<>(nodeSelector));
    if (!tolerations.isEmpty()) {
      fields.put("tolerations", tolerations.stream().map(TreeMap::new).toList());
    }
  }

  private static Map<String, Object> stopWhen(StopWhen when) {
    Map<String, Object> fields = new LinkedHashMap<>();
    when.idle().ifPresent(idle -> fields.put("idle", idle.toString()));
    when.ttl().ifPresent(ttl -> fields.put("ttl", ttl.toString()));
    when.at().ifPresent(at -> fields.put("at", at.toString()));
    return fields;
  }

  static void putUnlessEmpty(Map<String, Object> into, String key, String value) {
    if (!value.isEmpty()) {
      into.put(key, value);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> into, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      into.put(key, value);
    }
  }
}
