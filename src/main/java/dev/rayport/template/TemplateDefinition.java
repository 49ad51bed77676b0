package dev.rayport.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template as written, read but without values.
 *
 * @param deprecated why not to use it any more
 * @param replacedBy which template to use instead
 * @param body head, workerGroups, stopWhen, env and what only a platform of pods can give, as trees
 *     that may hold placeholders
 * @param lines line of each path in the source
 */
record TemplateDefinition(
    String name,
    Stage stage,
    String description,
    String ray,
    Optional<String> deprecated,
    Optional<String> replacedBy,
    List<Parameter> parameters,
    List<WorkerGroupPolicy> groups,
    Map<String, Object> body,
    Map<String, Integer> lines) {

  Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }
}
