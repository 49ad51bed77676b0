package dev.rayport.cluster.ui;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.cluster.StopWhen;
import java.util.LinkedHashMap;
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
    document.put("head", node(spec.head()));
    document.put("workerGroups", spec.workerGroups().stream().map(SpecYaml::group).toList());
    putUnlessEmpty(document, "env", new TreeMap<>(spec.env()));
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
    putUnlessEmpty(fields, "nodeSelector", new TreeMap<>(group.nodeSelector()));
    if (!group.tolerations().isEmpty()) {
      fields.put("tolerations", group.tolerations());
    }
    return fields;
  }

  private static Map<String, Object> stopWhen(StopWhen when) {
    Map<String, Object> fields = new LinkedHashMap<>();
    when.idle().ifPresent(idle -> fields.put("idle", idle.toString()));
    when.ttl().ifPresent(ttl -> fields.put("ttl", ttl.toString()));
    when.at().ifPresent(at -> fields.put("at", at.toString()));
    return fields;
  }

  private static void putUnlessEmpty(Map<String, Object> into, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      into.put(key, value);
    }
  }
}
