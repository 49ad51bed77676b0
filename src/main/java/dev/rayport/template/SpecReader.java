package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.SpecRules;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.ResourceName;
import dev.rayport.template.Parameter.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads head, worker groups, stop rules and environment from a tree without placeholders. */
final class SpecReader {

  static final int MAX_GROUPS = 16;
  static final int MAX_WORKERS = 1000;
  private static final int MAX_GPUS = 64;
  private static final double MAX_CPUS = 1024;
  private static final long LEAST_MEMORY = 64L << 20;
  private static final long MOST_MEMORY = 64L << 40;
  private static final NodeSpec NOTHING =
      new NodeSpec(Quantity.of(1), Quantity.of(LEAST_MEMORY), 0, OptionalDouble.empty(), Map.of());

  private final Fields fields;
  private final Problems problems;

  SpecReader(Map<String, Object> tree, Problems problems) {
    this.fields = new Fields("", tree, problems);
    this.problems = problems;
  }

  ClusterSpec spec(String ray) {
    Optional<Fields> head = fields.section("head");
    if (head.isEmpty()) {
      fields.wrong("head", "A head is needed, such as {cpus: 1, memory: 2Gi}.");
    }
    NodeSpec node = head.map(this::node).orElse(NOTHING);
    PlatformSpec platform = new PlatformReader(fields, head).platform();
    head.ifPresent(Fields::finish);
    ClusterSpec spec = new ClusterSpec(ray, node, groups(), env(), platform);
    SpecRules.of(spec).forEach(error -> problems.also(error.field(), error.message()));
    return spec;
  }

  Optional<Duration> idle() {
    return stop("idle");
  }

  Optional<Duration> ttl() {
    return stop("ttl");
  }

  void finish() {
    fields
        .section("stopWhen")
        .ifPresent(stop -> {
          stop.raw("idle");
          stop.raw("ttl");
          stop.finish();
        });
  }

  private Optional<Duration> stop(String key) {
    return fields
        .section("stopWhen")
        .flatMap(stop -> stop.value(key, Type.DURATION))
        .map(ValueReader::duration);
  }

  private NodeSpec node(Fields node) {
    Quantity cpus = needed(node, "cpus");
    if (cpus.cores() <= 0 || cpus.cores() > MAX_CPUS) {
      node.wrong(
          "cpus", "%s is not possible; more than 0, at most %.0f cores.".formatted(cpus, MAX_CPUS));
    }
    Quantity memory = needed(node, "memory");
    if (memory.bytes() < LEAST_MEMORY || memory.bytes() > MOST_MEMORY) {
      node.wrong("memory", "%s is not possible; from 64Mi to 64Ti, such as 4Gi.".formatted(memory));
    }
    Optional<Double> rayCpus = node.value("rayCpus", Type.NUMBER).map(Double.class::cast);
    if (rayCpus.isPresent() && (rayCpus.get() < 0 || rayCpus.get() > MAX_CPUS)) {
      node.wrong("rayCpus", "From 0 to %.0f.".formatted(MAX_CPUS));
    }
    return new NodeSpec(
        cpus,
        memory,
        node.whole("gpus", 0, MAX_GPUS).orElse(0),
        rayCpus.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        resources(node),
        node.text("gpuType").orElse(""),
        node.scalars("startParams"));
  }

  private Quantity needed(Fields node, String key) {
    if (node.raw(key).isEmpty()) {
      node.wrong(key, "%s is needed.".formatted(key));
    }
    return node.value(key, Type.QUANTITY)
        .map(ValueReader::quantity)
        .orElse(key.equals("cpus") ? NOTHING.cpus() : NOTHING.memory());
  }

  private static Map<String, Double> resources(Fields node) {
    Map<String, Double> resources = new LinkedHashMap<>();
    node.section("resources")
        .ifPresent(section -> {
          for (String name : section.keys()) {
            Optional<Double> amount = section.value(name, Type.NUMBER).map(Double.class::cast);
            if (amount.isPresent() && amount.get() <= 0) {
              section.wrong(name, "An amount is more than 0.");
            }
            amount.ifPresent(known -> resources.put(name, known));
          }
        });
    return resources;
  }

  private List<WorkerGroupSpec> groups() {
    List<WorkerGroupSpec> groups = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of("head"));
    for (Fields group : fields.sections(TemplateResolver.WORKER_GROUPS)) {
      WorkerGroupSpec spec = group(group);
      if (!names.add(spec.name())) {
        group.wrong("name", "“%s” is the name of another group.".formatted(spec.name()));
      }
      groups.add(spec);
    }
    if (groups.size() > MAX_GROUPS) {
      fields.wrong(TemplateResolver.WORKER_GROUPS, "At most %d groups.".formatted(MAX_GROUPS));
    }
    return groups;
  }

  private WorkerGroupSpec group(Fields group) {
    String name = group.text("name").orElse("");
    String problem = ResourceName.problemWith(name);
    if (!problem.isEmpty()) {
      group.wrong("name", problem);
    }
    int min = group.whole("min", 0, MAX_WORKERS).orElse(0);
    int replicas = group.whole("replicas", 0, MAX_WORKERS).orElse(min);
    int max = group.whole("max", 0, MAX_WORKERS).orElse(Math.max(min, replicas));
    checkOrder(group, new int[] {min, replicas, max});
    WorkerGroupSpec spec =
        new WorkerGroupSpec(
            name,
            node(group),
            min,
            max,
            replicas,
            group.truth("spot"),
            group.scalars("nodeSelector"),
            PlatformReader.tolerations(group),
            group.truth("suspended"));
    group.finish();
    return spec;
  }

  private static void checkOrder(Fields group, int[] counts) {
    if (counts[0] > counts[2]) {
      group.wrong("max", "min %d is more than max %d.".formatted(counts[0], counts[2]));
    } else if (counts[1] < counts[0] || counts[1] > counts[2]) {
      group.wrong(
          "replicas",
          "%d replicas are outside of min %d to max %d."
              .formatted(counts[1], counts[0], counts[2]));
    }
  }

  private Map<String, String> env() {
    Map<String, String> env = new LinkedHashMap<>();
    fields
        .section("env")
        .ifPresent(section -> {
          for (String name : section.keys()) {
            Object raw = section.raw(name).orElseThrow();
            if (raw instanceof Map || raw instanceof List) {
              section.wrong(name, "A variable has one value.");
              continue;
            }
            EnvironmentRules.problem(name, raw.toString())
                .ifPresentOrElse(
                    problem -> section.wrong(name, problem), () -> env.put(name, raw.toString()));
          }
        });
    if (env.size() > EnvironmentRules.MAX_COUNT) {
      fields.wrong("env", "At most %d variables.".formatted(EnvironmentRules.MAX_COUNT));
    }
    return env;
  }
}
