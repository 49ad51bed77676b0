package dev.rayport.template.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.template.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a template's parameters, each with its policy beside it; fixed ones locked, hidden
 * ones only named.
 */
public final class ParameterFields extends Div {

  private final transient List<ParameterField> fields = new ArrayList<>();

  /**
   * @param onChange after a field changed and the typing paused
   */
  public ParameterFields(List<Parameter> parameters, Runnable onChange) {
    addClassName("fgrid");
    for (Parameter parameter : parameters) {
      if (parameter.hidden()) {
        continue;
      }
      if (parameter.fixed().isPresent()) {
        add(locked(parameter));
      } else {
        ParameterField field = ParameterField.of(parameter);
        field.onChange(onChange);
        fields.add(field);
        add(field.component());
      }
    }
    addHidden(parameters.stream().filter(Parameter::hidden).toList());
  }

  /** What stands in the fields, without those left empty. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ParameterField field : fields) {
      field.value().get().ifPresent(value -> values.put(field.parameter().name(), value));
    }
    return values;
  }

  /** Fills in what an earlier cluster or draft had; unknown names and odd values are left out. */
  public void setValues(Map<String, Object> values) {
    for (ParameterField field : fields) {
      Object value = values.get(field.parameter().name());
      if (value != null && field.takes(value)) {
        field.set().accept(value);
      }
    }
  }

  /** Fields by the path that refusals name, such as {@code values.workers}. */
  public Map<String, HasValidation> byPath() {
    Map<String, HasValidation> paths = new LinkedHashMap<>();
    for (ParameterField field : fields) {
      if (field.component() instanceof HasValidation checked) {
        paths.put("values." + field.parameter().name(), checked);
      }
    }
    return paths;
  }

  private static Component locked(Parameter parameter) {
    Span label = new Span(new Span(parameter.label()), Icon.small("lock"));
    label.addClassName("lbl");
    Span value = new Span(parameter.fixed().map(ParameterWords::value).orElse(""));
    value.addClassNames("mono", "el");
    Span gap = new Span();
    gap.addClassName("sp");
    Span why = new Span("fixed by template");
    why.addClassName("mut");
    Div box = new Div(label, new Div(value, gap, why));
    box.addClassName("fixed");
    return box;
  }

  private void addHidden(List<Parameter> hidden) {
    if (hidden.isEmpty()) {
      return;
    }
    String names = String.join(", ", hidden.stream().map(Parameter::name).toList());
    String text =
        hidden.size() == 1
            ? "1 hidden parameter is set by the template: "
            : hidden.size() + " hidden parameters are set by the template: ";
    Span line = new Span(text + names);
    line.addClassNames("mut", "s", "full");
    add(line);
  }
}
