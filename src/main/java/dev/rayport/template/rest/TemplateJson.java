package dev.rayport.template.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rayport.template.Parameter;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.WorkerGroupPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template version as clients read it.
 *
 * @param parameters in the order of the template
 * @param workerGroups what a request may change of each
 * @param deprecation null: use it
 * @param source as written, YAML or JSON
 */
record TemplateJson(
    String name,
    int version,
    boolean newest,
    Stage stage,
    String description,
    String ray,
    boolean builtIn,
    @Nullable DeprecationJson deprecation,
    Map<String, ParameterJson> parameters,
    List<GroupJson> workerGroups,
    Instant createdAt,
    String createdBy,
    String source) {

  /**
   * Why not to use it any more.
   *
   * @param replacedBy template to use instead
   */
  record DeprecationJson(String message, @Nullable String replacedBy) {}

  /** A parameter with its policy, in the words of the template format. */
  record ParameterJson(
      String label,
      String description,
      String type,
      @JsonProperty("default") @Nullable Object byDefault,
      @Nullable Object fixed,
      @Nullable List<Object> range,
      @Nullable List<Object> choice,
      @Nullable String pattern,
      boolean hidden,
      boolean required) {

    static ParameterJson of(Parameter parameter) {
      return new ParameterJson(
          parameter.label(),
          parameter.description(),
          parameter.type().name().toLowerCase(Locale.ROOT),
          parameter.byDefault().orElse(null),
          parameter.fixed().orElse(null),
          parameter
              .min()
              .flatMap(min -> parameter.max().map(max -> List.of(min, max)))
              .orElse(null),
          parameter.choices().isEmpty() ? null : parameter.choices(),
          parameter.pattern().orElse(null),
          parameter.hidden(),
          parameter.required());
    }
  }

  /** What a request may change of a worker group: field to [least, most]. */
  record GroupJson(String name, Map<String, List<Integer>> policy, boolean add) {

    static GroupJson of(WorkerGroupPolicy policy) {
      Map<String, List<Integer>> ranges = new LinkedHashMap<>();
      policy
          .ranges()
          .forEach((field, range) -> ranges.put(field, List.of(range.min(), range.max())));
      return new GroupJson(policy.group(), ranges, policy.mayAdd());
    }
  }

  static TemplateJson of(TemplateVersion version) {
    Map<String, ParameterJson> parameters = new LinkedHashMap<>();
    version
        .parameters()
        .forEach(parameter -> parameters.put(parameter.name(), ParameterJson.of(parameter)));
    Optional<DeprecationJson> deprecation =
        version
            .deprecated()
            .map(text -> new DeprecationJson(text, version.replacedBy().orElse(null)));
    return new TemplateJson(
        version.name(),
        version.version(),
        version.newest(),
        version.stage(),
        version.description(),
        version.ray(),
        version.builtIn(),
        deprecation.orElse(null),
        parameters,
        version.groups().stream().map(GroupJson::of).toList(),
        version.createdAt(),
        version.createdBy(),
        version.yaml());
  }
}
