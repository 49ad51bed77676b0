package dev.rayport.cluster.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster's spec in the words of the template format. */
record SpecJson(
    String ray,
    HeadJson head,
    List<GroupJson> workerGroups,
    Map<String, String> env,
    @JsonUnwrapped PlatformJson platform) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "SpecJson[%s, %s, %s, env %s]".formatted(ray, head, workerGroups, env.keySet());
  }

  /**
   * A node as asked for.
   *
   * @param rayCpus what Ray schedules; null: as many as {@code cpus}
   */
  record NodeJson(
      String cpus,
      String memory,
      int gpus,
      @Nullable Double rayCpus,
      Map<String, Double> resources,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String gpuType,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> startParams) {

    static NodeJson of(NodeSpec node) {
      return new NodeJson(
          node.cpus().text(),
          node.memory().text(),
          node.gpus(),
          node.rayCpus().isPresent() ? node.rayCpus().getAsDouble() : null,
          node.resources(),
          node.gpuType(),
          node.startParams());
    }
  }

  /** The head and where it may run. */
  record HeadJson(
      @JsonUnwrapped NodeJson node,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> nodeSelector,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Map<String, String>> tolerations) {}

  /** Workers of one kind. */
  record GroupJson(
      String name,
      @JsonUnwrapped NodeJson node,
      int min,
      int max,
      int replicas,
      boolean spot,
      Map<String, String> nodeSelector,
      List<Map<String, String>> tolerations,
      boolean suspended) {

    static GroupJson of(WorkerGroupSpec group) {
      return new GroupJson(
          group.name(),
          NodeJson.of(group.node()),
          group.min(),
          group.max(),
          group.replicas(),
          group.spot(),
          group.nodeSelector(),
          group.tolerations(),
          group.suspended());
    }
  }

  static SpecJson of(ClusterSpec spec) {
    return new SpecJson(
        spec.rayVersion(),
        new HeadJson(
            NodeJson.of(spec.head()),
            spec.platform().nodeSelector(),
            spec.platform().tolerations()),
        spec.workerGroups().stream().map(GroupJson::of).toList(),
        spec.env(),
        PlatformJson.of(spec.platform()));
  }
}
