package dev.rayport.job.ui;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What an editor with one package per line, or a conda environment, means for Ray's runtime_env.
 *
 * @param options of the tool that the editor does not show; kept as they were
 */
record Dependencies(Tool tool, String text, Map<String, Object> options) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final String PACKAGES = "packages";

  /** Who installs. */
  enum Tool {
    NONE("None"),
    PIP("pip"),
    UV("uv"),
    CONDA("conda");

    private final String label;

    Tool(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Field of runtime_env. */
    String field() {
      return label;
    }
  }

  Dependencies {
    options = Map.copyOf(options);
  }

  static Dependencies none() {
    return new Dependencies(Tool.NONE, "", Map.of());
  }

  static Dependencies from(Map<String, Object> runtimeEnv) {
    for (Tool tool : List.of(Tool.PIP, Tool.UV, Tool.CONDA)) {
      Object value = runtimeEnv.get(tool.field());
      if (value != null) {
        return tool == Tool.CONDA
            ? new Dependencies(tool, condaText(value), Map.of())
            : packages(tool, value);
      }
    }
    return none();
  }

  private static Dependencies packages(Tool tool, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> options = new LinkedHashMap<>();
      map.forEach((key, option) -> options.put(key.toString(), option));
      Object listed = options.remove(PACKAGES);
      return new Dependencies(tool, lines(listed == null ? List.of() : listed), options);
    }
    return new Dependencies(tool, lines(value), Map.of());
  }

  private static String lines(Object value) {
    return value instanceof List<?> list
        ? String.join("\n", list.stream().map(Object::toString).toList())
        : value.toString();
  }

  private static String condaText(Object value) {
    return value instanceof String name
        ? name
        : YAML.writeValueAsString(value).replaceFirst("^---\\n", "").strip();
  }

  /**
   * The value of {@link Tool#field()} in runtime_env; empty when nothing is to be installed.
   *
   * @throws Refusal when the conda environment is no YAML, naming the line
   */
  Optional<Object> value() {
    if (tool == Tool.NONE || text.isBlank()) {
      return Optional.empty();
    }
    if (tool == Tool.CONDA) {
      return Optional.of(conda());
    }
    List<String> packages = numbered().stream().map(line -> line.text().strip()).toList();
    if (options.isEmpty()) {
      return Optional.of(packages);
    }
    Map<String, Object> value = new LinkedHashMap<>(options);
    value.put(PACKAGES, packages);
    return Optional.of(value);
  }

  private Object conda() {
    if (!text.contains(":")) {
      return text.strip();
    }
    try {
      return YAML.readValue(text, Object.class);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw Refusal.invalid(
          "runtimeEnv.conda[%d]".formatted(line - 1),
          "This is no YAML; write it as in environment.yml.");
    }
  }

  /** The editor's line, from 1, that an error is about; empty when it is about all of it. */
  Optional<Integer> lineOf(FieldError error) {
    Matcher index = INDEX.matcher(error.field());
    if (!index.find()) {
      return Optional.empty();
    }
    int wanted = Integer.parseInt(index.group(1));
    if (tool == Tool.CONDA) {
      return Optional.of(wanted + 1);
    }
    List<Line> lines = numbered();
    return wanted < lines.size() ? Optional.of(lines.get(wanted).number()) : Optional.empty();
  }

  private List<Line> numbered() {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        lines.add(new Line(number, line));
      }
    }
    return lines;
  }

  /** A line that counts. */
  private record Line(int number, String text) {}
}
