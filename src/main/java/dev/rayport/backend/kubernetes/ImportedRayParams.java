package dev.rayport.backend.kubernetes;

import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.StartParams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What an imported group tells Ray of its nodes: start options and logical resources. */
final class ImportedRayParams {

  private static final JsonMapper JSON = new JsonMapper();

  /** What KubeRay sets by itself, or Rayport. */
  private static final Set<String> SET_ANYWAY =
      Set.of(
          "block",
          "dashboard-host",
          "dashboard-agent-listen-port",
          "metrics-export-port",
          "no-monitor",
          "disable-usage-stats");

  private final ImportFields group;
  private final Map<String, Double> resources = new LinkedHashMap<>();
  private final Map<String, String> params = new LinkedHashMap<>();
  private OptionalDouble cpus = OptionalDouble.empty();
  private int gpus;

  private ImportedRayParams(ImportFields group, int gpus) {
    this.group = group;
    this.gpus = gpus;
  }

  static NodeSpec node(ImportFields group, ImportedPod.Amounts amounts) {
    ImportedRayParams params = new ImportedRayParams(group, amounts.gpus());
    ImportFields options = group.section("rayStartParams");
    options.keys().forEach(option -> params.option(options, option));
    group.texts("resources").forEach((name, amount) -> params.resource("resources", name, amount));
    return new NodeSpec(
        amounts.cpus(),
        amounts.memory(),
        params.gpus,
        params.cpus,
        params.resources,
        "",
        params.params);
  }

  private void option(ImportFields options, String option) {
    String value = options.text(option);
    if (SET_ANYWAY.contains(option)) {
      return;
    }
    switch (option) {
      case "num-cpus" -> resource("rayStartParams", "CPU", value);
      case "num-gpus" -> resource("rayStartParams", "GPU", value);
      case "memory", "labels" -> options.leave(option, "Ray finds it out by itself");
      case "resources" -> custom(options, value);
      default ->
          StartParams.problemWith(option, value)
              .ifPresentOrElse(
                  problem -> options.refuse(option, problem.replaceFirst("\\.$", "")),
                  () -> params.put(option, value));
    }
  }

  private void resource(String from, String name, String amount) {
    try {
      double number = dev.rayport.base.Quantity.parse(amount).cores();
      switch (name) {
        case "CPU" -> cpus = OptionalDouble.of(number);
        case "GPU" -> gpus = gpus == 0 ? (int) number : gpus;
        case "memory" -> group.leave(from + ".memory", "Ray may use what its container has");
        default -> resources.put(name, number);
      }
    } catch (IllegalArgumentException e) {
      group.leave(from + "." + name, "it is no amount");
    }
  }

  /** JSON within quotes for the shell, as KubeRay documents it. */
  private void custom(ImportFields options, String value) {
    String json = value.replaceAll("^['\"` ]+|['\"` ]+$", "").replace("\\", "");
    try {
      JSON.readTree(json)
          .properties()
          .forEach(
              entry -> resource("rayStartParams", entry.getKey(), entry.getValue().asString()));
    } catch (JacksonException e) {
      options.leave("resources", "it is no JSON of names and amounts");
    }
  }
}
