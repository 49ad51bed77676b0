package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.template.Parameter.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts values into a definition, as far as its policies allow. */
final class TemplateResolver {

  static final String WORKER_GROUPS = "workerGroups";

  private final TemplateDefinition definition;
  private final String reference;

  /**
   * @param reference how messages call the template, such as {@code train-cpu@3}
   */
  TemplateResolver(TemplateDefinition definition, String reference) {
    this.definition = definition;
    this.reference = reference;
  }

  /** The importer's check: with samples for what has no default, everything must be readable. */
  void checkWithSamples() {
    Map<String, Object> values = new LinkedHashMap<>();
    definition.parameters().forEach(parameter -> values.put(parameter.name(), sample(parameter)));
    Problems problems = new Problems(definition.lines(), Map.of());
    Map<String, Object> tree =
        new Placeholders(values, values.keySet(), problems).fill(definition.body());
    read(tree, problems);
    problems.refuse();
  }

  /**
   * @throws dev.rayport.base.Refusal naming each field and its rule
   */
  ResolvedTemplate resolve(ResolveRequest request, int version) {
    Map<String, Object> values = values(request);
    Placeholders placeholders = new Placeholders(values, declared(), new Problems());
    Map<String, Object> tree = placeholders.fill(definition.body());
    Map<String, String> origins = new HashMap<>();
    placeholders.origins().forEach((path, name) -> origins.put(path, "values." + name));
    Problems problems = new Problems(Map.of(), origins);
    SpecReader reader = new SpecReader(tree, problems);
    ClusterSpec spec = reader.spec(definition.ray());
    Optional<Duration> idle = stop("idle", request.idle(), reader.idle(), problems);
    Optional<Duration> ttl = stop("ttl", request.ttl(), reader.ttl(), problems);
    problems.refuse();
    ClusterSpec edited =
        new WorkerGroupEdits(definition.groups(), reference, problems)
            .apply(spec, Optional.ofNullable(request.values().get(WORKER_GROUPS)));
    problems.refuse();
    return new ResolvedTemplate(
        definition.name(), version, definition.stage(), edited, values, origins, idle, ttl);
  }

  private Set<String> declared() {
    Set<String> names = new LinkedHashSet<>();
    definition.parameters().forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  private Map<String, Object> values(ResolveRequest request) {
    Problems problems = new Problems();
    Map<String, Object> given = new LinkedHashMap<>(request.values());
    given.remove(WORKER_GROUPS);
    Map<String, String> fields = new HashMap<>();
    request.idle().ifPresent(idle -> override("idle", idle, given, fields));
    request.ttl().ifPresent(ttl -> override("ttl", ttl, given, fields));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : definition.parameters()) {
      String field = fields.getOrDefault(parameter.name(), "values." + parameter.name());
      value(parameter, Optional.ofNullable(given.remove(parameter.name())), field, problems)
          .ifPresent(value -> values.put(parameter.name(), value));
    }
    given.keySet().forEach(name -> problems.add("values." + name, unknown(name)));
    problems.refuse();
    return values;
  }

  private String unknown(String name) {
    return "%s has no parameter “%s”; it has %s."
        .formatted(reference, name, String.join(", ", declared()));
  }

  /** A stop rule of the request is a value of the parameter that the template takes it from. */
  private void override(
      String rule, Duration wanted, Map<String, Object> given, Map<String, String> fields) {
    stopLeaf(rule)
        .flatMap(Placeholders::parameterOf)
        .ifPresent(name -> {
          given.put(name, wanted.toString());
          fields.put(name, "stopWhen." + rule);
        });
  }

  private Optional<Object> stopLeaf(String rule) {
    return definition.body().get("stopWhen") instanceof Map<?, ?> stop
        ? Optional.ofNullable(stop.get(rule))
        : Optional.empty();
  }

  private Optional<Duration> stop(
      String rule, Optional<Duration> wanted, Optional<Duration> limit, Problems problems) {
    if (wanted.isEmpty() || stopLeaf(rule).flatMap(Placeholders::parameterOf).isPresent()) {
      return limit;
    }
    if (limit.isPresent() && wanted.get().compareTo(limit.get()) > 0) {
      String problem =
          "%s is over the limit of %s"
              .formatted(DurationText.of(wanted.get()), DurationText.of(limit.get()));
      problems.add(
          "stopWhen." + rule, ParameterPolicy.sentence(problem, "stopWhen." + rule, reference));
    }
    return wanted;
  }

  private Optional<Object> value(
      Parameter parameter, Optional<Object> given, String field, Problems problems) {
    if (given.isEmpty()) {
      Optional<Object> standard = parameter.fixed().or(parameter::byDefault);
      if (standard.isEmpty() && parameter.required()) {
        problems.add(field, "A value is needed for “%s”.".formatted(parameter.label()));
      }
      return standard;
    }
    try {
      return Optional.of(ParameterPolicy.accept(parameter, given.get(), reference));
    } catch (IllegalArgumentException e) {
      problems.add(field, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private ClusterSpec read(Map<String, Object> tree, Problems problems) {
    SpecReader reader = new SpecReader(tree, problems);
    ClusterSpec spec = reader.spec(definition.ray());
    reader.idle();
    reader.ttl();
    reader.finish();
    return spec;
  }

  private static Object sample(Parameter parameter) {
    return parameter
        .fixed()
        .or(parameter::byDefault)
        .or(() -> parameter.choices().stream().findFirst())
        .or(parameter::max)
        .orElseGet(() -> sample(parameter.type()));
  }

  private static Object sample(Type type) {
    return switch (type) {
      case INTEGER -> 1L;
      case NUMBER -> 1.0;
      case STRING -> "text";
      case BOOLEAN -> true;
      case DURATION -> "PT1H";
      case QUANTITY -> "1Gi";
    };
  }
}
