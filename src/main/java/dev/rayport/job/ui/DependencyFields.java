package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.FieldError;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Segments;
import dev.rayport.job.ui.Dependencies.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Packages, environment variables and the rest of Ray's runtime_env. */
class DependencyFields extends FormSection implements BodyPart {

  private static final List<String> SHOWN =
      List.of("pip", "uv", "conda", "env_vars", "py_modules", "config", "working_dir");
  private static final String SETUP_TIMEOUT = "setup_timeout_seconds";

  private final Segments<Tool> tool;
  private final LinesField editor;
  private final Span label = new Span();
  private final Div problems = new Div();
  private final Div packages;
  private final PairRows variables;
  private final TextArea modules = new TextArea("Python modules by URI, one per line");
  private final IntegerField setupTimeout = new IntegerField("Setup may take, in seconds");
  private transient Map<String, Object> options = Map.of();
  private transient Map<String, Object> config = Map.of();
  private transient Map<String, Object> rest = Map.of();

  DependencyFields(Runnable changed) {
    this(
        changed,
        new Segments<>(
            "Who installs packages",
            Stream.of(Tool.values()).map(t -> new Segments.Option<>(t, t.label())).toList()));
  }

  private DependencyFields(Runnable changed, Segments<Tool> tool) {
    super("Dependencies", tool.small());
    this.tool = tool;
    editor = new LinesField("Packages", changed);
    variables = new PairRows("Environment variables", "variable", changed);
    label.addClassName("lbl");
    problems.getElement().setAttribute("role", "status");
    packages = new Div(label, editor, problems);
    packages.addClassNames("col", "g1");
    Div columns = new Div(packages, variables);
    columns.addClassName("fgrid");
    tool.onChange(chosen -> {
      options = Map.of();
      fold();
      changed.run();
    });
    add(columns, more(changed));
    fold();
  }

  private Details more(Runnable changed) {
    setupTimeout.setPlaceholder("600");
    setupTimeout.setMin(1);
    setupTimeout.setStepButtonsVisible(true);
    setupTimeout.addValueChangeListener(change -> changed.run());
    modules.addClassName("monoin");
    modules.setPlaceholder("https://… or s3://…");
    modules.setValueChangeMode(ValueChangeMode.LAZY);
    modules.addValueChangeListener(change -> changed.run());
    Div fields = new Div(modules, setupTimeout);
    fields.addClassName("fgrid");
    return new Details("Modules and setup time", fields);
  }

  private void fold() {
    packages.setVisible(tool.value() != Tool.NONE);
    label.setText(
        tool.value() == Tool.CONDA
            ? "Environment, as in environment.yml, or its name"
            : "Packages, one per line");
  }

  @Override
  public void show(Map<String, Object> body) {
    Map<?, ?> env = BodyPart.env(body);
    Dependencies wanted = Dependencies.from(textKeys(env));
    tool.setValue(wanted.tool());
    editor.show(wanted.text());
    options = wanted.options();
    variables.show(env.get("env_vars") instanceof Map<?, ?> pairs ? pairs : Map.of());
    modules.setValue(
        env.get("py_modules") instanceof List<?> uris
            ? String.join("\n", uris.stream().map(Object::toString).toList())
            : "");
    config = env.get("config") instanceof Map<?, ?> given ? textKeys(given) : Map.of();
    setupTimeout.setValue(
        config.get(SETUP_TIMEOUT) instanceof Number seconds ? seconds.intValue() : null);
    Map<String, Object> others = textKeys(env);
    others.keySet().removeAll(SHOWN);
    rest = others;
    fold();
  }

  private static Map<String, Object> textKeys(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key.toString(), value));
    return copy;
  }

  @Override
  public void put(Map<String, Object> body, Map<String, Object> env) {
    dependencies().value().ifPresent(value -> env.put(tool.value().field(), value));
    putOthers(env);
  }

  @Override
  public void putTyped(Map<String, Object> body, Map<String, Object> env) {
    if (tool.value() == Tool.CONDA) {
      env.put(Tool.CONDA.field(), editor.value());
    } else {
      dependencies().value().ifPresent(value -> env.put(tool.value().field(), value));
    }
    putOthers(env);
  }

  private void putOthers(Map<String, Object> env) {
    env.putAll(rest);
    if (!variables.pairs().isEmpty()) {
      env.put("env_vars", variables.pairs());
    }
    List<String> uris = modules.getValue().lines().filter(line -> !line.isBlank()).toList();
    if (!uris.isEmpty()) {
      env.put("py_modules", uris.stream().map(String::strip).toList());
    }
    Map<String, Object> settings = new LinkedHashMap<>(config);
    settings.remove(SETUP_TIMEOUT);
    Optional.ofNullable(setupTimeout.getValue())
        .ifPresent(seconds -> settings.put(SETUP_TIMEOUT, seconds));
    if (!settings.isEmpty()) {
      env.put("config", settings);
    }
  }

  private Dependencies dependencies() {
    return new Dependencies(tool.value(), editor.value(), options);
  }

  /** Marks the lines of the editor that are wrong and says why below it. */
  void mark(List<FieldError> errors) {
    Dependencies now = dependencies();
    TreeSet<Integer> lines = new TreeSet<>();
    List<Div> sentences = new ArrayList<>();
    for (FieldError error : errors) {
      if (says(error)) {
        Optional<Integer> line = now.lineOf(error);
        line.ifPresent(lines::add);
        sentences.add(sentence(line.map("Line %d: "::formatted).orElse("") + error.message()));
      }
    }
    editor.mark(lines);
    problems.removeAll();
    sentences.forEach(problems::add);
  }

  /** Whether the error is about the editor. */
  boolean says(FieldError error) {
    return tool.value() != Tool.NONE
        && error.field().startsWith("runtimeEnv." + tool.value().field());
  }

  private static Div sentence(String text) {
    Div line = new Div(Icon.small("circle-x"), new Span(text));
    line.addClassNames("row", "top", "err", "s");
    return line;
  }

  @Override
  public Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields =
        new LinkedHashMap<>(variables.fields("runtimeEnv.env_vars"));
    for (int i = 0; i < modules.getValue().lines().count(); i++) {
      fields.put("runtimeEnv.py_modules[%d]".formatted(i), modules);
    }
    fields.put("runtimeEnv.py_modules", modules);
    fields.put("runtimeEnv.config.setup_timeout_seconds", setupTimeout);
    return fields;
  }
}
