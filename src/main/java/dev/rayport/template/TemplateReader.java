package dev.rayport.template;

import dev.rayport.base.ResourceName;
import dev.rayport.base.YamlDocument;
import dev.rayport.base.YamlReader;
import dev.rayport.template.Parameter.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a template's source; what it returns can be resolved with its defaults. */
final class TemplateReader {

  /** Older ones let anybody on the network run code. */
  private static final int[] LEAST_RAY = {2, 56, 0};

  private static final Pattern RAY = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})");
  private static final List<String> POLICY_FIELDS =
      List.of("min", "max", "replicas", "cpus", "gpus");
  private static final int MAX_PARAMETERS = 100;

  private static final YamlReader.Subject TEMPLATE =
      new YamlReader.Subject("template", "template", "name", false);

  private final YamlDocument document;
  private final Problems problems;
  private final Fields fields;

  private TemplateReader(YamlDocument document) {
    this.document = document;
    this.problems = new Problems(document.lines(), Map.of());
    this.fields = new Fields("", document.root(), problems);
  }

  /**
   * @throws dev.rayport.base.Refusal naming line, path and rule of everything that is wrong
   */
  static TemplateDefinition read(String source) {
    TemplateDefinition definition =
        new TemplateReader(YamlReader.read(source, TEMPLATE)).definition();
    new TemplateResolver(definition, definition.name()).checkWithSamples();
    return definition;
  }

  private TemplateDefinition definition() {
    String name = fields.text("name").orElse("");
    String problem = ResourceName.problemWith(name);
    if (!problem.isEmpty()) {
      fields.wrong("name", problem);
    }
    TemplateDefinition definition =
        new TemplateDefinition(
            name,
            stage(),
            fields.text("description").orElse(""),
            ray(),
            fields.text("deprecated"),
            fields.text("replacedBy"),
            parameters(),
            policies(),
            body(),
            document.lines());
    fields.finish();
    problems.refuse();
    return definition;
  }

  private Stage stage() {
    Optional<String> text = fields.text("stage");
    Optional<Stage> stage =
        Arrays.stream(Stage.values())
            .filter(known -> text.equals(Optional.of(known.name())))
            .findFirst();
    if (stage.isEmpty()) {
      fields.wrong("stage", "stage is one of PREPROCESSING, TRAINING, SERVING.");
    }
    return stage.orElse(Stage.TRAINING);
  }

  private String ray() {
    String version = fields.text("ray").orElse("");
    Matcher matcher = RAY.matcher(version);
    if (!matcher.matches()) {
      fields.wrong("ray", "ray is Ray's version, such as 2.58.0.");
      return version;
    }
    int[] numbers = {
      Integer.parseInt(matcher.group(1)),
      Integer.parseInt(matcher.group(2)),
      Integer.parseInt(matcher.group(3))
    };
    if (Arrays.compare(numbers, LEAST_RAY) < 0) {
      fields.wrong(
          "ray",
          "Ray %s is too old; from 2.56.0 on, clusters are guarded by tokens.".formatted(version));
    }
    return version;
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    fields
        .section("parameters")
        .map(Fields::entries)
        .orElse(Map.of())
        .forEach((name, entry) -> ParameterReader.read(name, entry).ifPresent(parameters::add));
    if (parameters.size() > MAX_PARAMETERS) {
      fields.wrong("parameters", "At most %d parameters.".formatted(MAX_PARAMETERS));
    }
    return parameters;
  }

  private List<WorkerGroupPolicy> policies() {
    List<WorkerGroupPolicy> policies = new ArrayList<>();
    for (Fields group : fields.sections(TemplateResolver.WORKER_GROUPS)) {
      Optional<Fields> policy = group.section("policy");
      Map<String, WorkerGroupPolicy.IntRange> ranges = new LinkedHashMap<>();
      for (String field : POLICY_FIELDS) {
        policy
            .flatMap(known -> known.section(field))
            .ifPresent(limits -> {
              range(limits, field.equals("cpus") ? 1 : 0)
                  .ifPresent(range -> ranges.put(field, range));
              limits.finish();
            });
      }
      boolean mayAdd = policy.map(known -> known.truth("add")).orElse(false);
      policy.ifPresent(Fields::finish);
      policies.add(
          new WorkerGroupPolicy(group.text("name").orElse(""), Map.copyOf(ranges), mayAdd));
    }
    return policies;
  }

  private Optional<WorkerGroupPolicy.IntRange> range(Fields limits, int least) {
    List<Integer> ends = new ArrayList<>();
    for (Object item : limits.items("range")) {
      limits
          .convert(limits.path("range"), Type.INTEGER, item)
          .map(value -> (Long) value)
          .filter(value -> value >= least && value <= SpecReader.MAX_WORKERS)
          .ifPresent(value -> ends.add(value.intValue()));
    }
    if (ends.size() != 2 || ends.getFirst() > ends.getLast()) {
      limits.wrong(
          "range",
          "A range is [least, most], from %d to %d.".formatted(least, SpecReader.MAX_WORKERS));
      return Optional.empty();
    }
    return Optional.of(new WorkerGroupPolicy.IntRange(ends.getFirst(), ends.getLast()));
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    for (String key : List.of("head", "stopWhen", "env")) {
      fields.raw(key).ifPresent(value -> body.put(key, value));
    }
    for (String key : PlatformReader.FIELDS) {
      fields.raw(key).ifPresent(value -> body.put(key, value));
    }
    fields
        .raw(TemplateResolver.WORKER_GROUPS)
        .ifPresent(value -> body.put(TemplateResolver.WORKER_GROUPS, withoutPolicy(value)));
    return body;
  }

  private static Object withoutPolicy(Object value) {
    if (!(value instanceof List<?> groups)) {
      return value;
    }
    List<Object> plain = new ArrayList<>();
    for (Object group : groups) {
      if (group instanceof Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove("policy");
        plain.add(copy);
      } else {
        plain.add(group);
      }
    }
    return plain;
  }
}
