package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.DurationText;
import dev.rayport.template.Parameter;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.ParameterFields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the cluster stops by itself. Where the template has a parameter for it, that parameter's
 * field stands here; otherwise what is typed goes before what the template says.
 */
class StopFields extends Div {

  private static final String IDLE = "idle";
  private static final String TTL = "ttl";

  private final ParameterFields parameters;
  private final Map<String, TextField> overrides = new LinkedHashMap<>();

  StopFields(TemplateVersion template, Runnable onChange) {
    addClassNames("col", "g3");
    List<Parameter> mine = template.parameters().stream().filter(StopFields::isMine).toList();
    parameters = new ParameterFields(mine, onChange);
    addOverride(mine, IDLE, "When idle for", onChange);
    addOverride(mine, TTL, "At the latest after", onChange);
    add(parameters);
  }

  /** Whether a parameter of the template belongs here rather than to the others. */
  static boolean isMine(Parameter parameter) {
    return parameter.type() == Parameter.Type.DURATION
        && (parameter.name().equals(IDLE) || parameter.name().equals(TTL));
  }

  private void addOverride(List<Parameter> mine, String what, String label, Runnable onChange) {
    if (mine.stream().anyMatch(parameter -> parameter.name().equals(what))) {
      return;
    }
    TextField field = new TextField(label);
    field.setPlaceholder("never");
    field.setManualValidation(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(300);
    field.addValueChangeListener(change -> onChange.run());
    overrides.put(what, field);
    parameters.add(field);
  }

  /** Says what holds where nothing is typed. */
  void show(ResolvedTemplate resolved) {
    hint(IDLE, resolved.idle());
    hint(TTL, resolved.ttl());
  }

  private void hint(String what, Optional<Duration> byTemplate) {
    TextField field = overrides.get(what);
    if (field != null && field.isEmpty()) {
      field.setPlaceholder(byTemplate.map(DurationText::of).orElse("never"));
      field.setHelperText(
          byTemplate
              .map(time -> "From the template: " + DurationText.of(time))
              .orElse("Such as 4 h"));
    }
  }

  Map<String, Object> values() {
    return parameters.values();
  }

  void fill(Map<String, Object> values, StopWhen when) {
    fillParameters(values);
    when.idle().ifPresent(idle -> fill(IDLE, idle));
    when.ttl().ifPresent(ttl -> fill(TTL, ttl));
  }

  private void fill(String what, Duration time) {
    Optional.ofNullable(overrides.get(what))
        .ifPresent(field -> field.setValue(DurationText.of(time)));
  }

  /** Durations that no parameter of the template stands for, as typed. */
  Map<String, String> typed() {
    Map<String, String> typed = new LinkedHashMap<>();
    overrides.forEach((what, field) -> typed.put(what, field.getValue()));
    return typed;
  }

  /** Takes over a draft. */
  void type(Map<?, ?> typed) {
    overrides.forEach((what, field) ->
        Optional.ofNullable(typed.get(what)).map(Object::toString).ifPresent(field::setValue));
  }

  void fillParameters(Map<String, Object> values) {
    parameters.setValues(values);
  }

  /**
   * @throws Refusal when something else than a duration was typed
   */
  Optional<StopWhen> override() {
    Optional<Duration> idle = typed(IDLE);
    Optional<Duration> ttl = typed(TTL);
    return idle.isEmpty() && ttl.isEmpty()
        ? Optional.empty()
        : Optional.of(new StopWhen(idle, ttl, Optional.empty()));
  }

  private Optional<Duration> typed(String what) {
    TextField field = overrides.get(what);
    if (field == null || field.getValue().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        DurationText.parse(field.getValue())
            .orElseThrow(() ->
                Refusal.invalid(
                    "stopWhen." + what,
                    "“%s” is no duration; %s.".formatted(field.getValue(), DurationText.HOW))));
  }

  Map<String, HasValidation> byPath() {
    Map<String, HasValidation> paths = new LinkedHashMap<>(parameters.byPath());
    overrides.forEach((what, field) -> paths.put("stopWhen." + what, field));
    return paths;
  }
}
