package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One immutable version of a template.
 *
 * @param version from 1
 * @param newest whether no newer version exists
 * @param builtIn ships with the portal; otherwise belongs to the tenant
 * @param deprecated why not to use it any more; empty: use it
 * @param replacedBy template to use instead of a deprecated one
 * @param yaml its source as written; JSON where it came as such
 * @param groups what a request may change of the worker groups
 */
public record TemplateVersion(
    String name,
    int version,
    boolean newest,
    Stage stage,
    String description,
    String ray,
    boolean builtIn,
    Optional<String> deprecated,
    Optional<String> replacedBy,
    List<Parameter> parameters,
    List<WorkerGroupPolicy> groups,
    String yaml,
    Instant createdAt,
    String createdBy) {

  /** Stands in for the template of something that was made without one. */
  public static TemplateVersion none(Stage stage, ClusterSpec spec) {
    return new TemplateVersion(
        "none",
        0,
        true,
        stage,
        "",
        spec.rayVersion(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        spec.workerGroups().stream().map(group -> WorkerGroupPolicy.free(group.name())).toList(),
        "",
        Instant.EPOCH,
        "");
  }

  /** As people write it: {@code cpu-small@3}. */
  public String reference() {
    return name + "@" + version;
  }
}
