package dev.rayport.template.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.template.DurationText;
import dev.rayport.template.Parameter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One parameter as a field of a form. It holds what was typed, also when that breaks the policy:
 * the service judges, so that form and API say the same.
 */
record ParameterField(
    Parameter parameter,
    Component component,
    Supplier<Optional<Object>> value,
    Consumer<Object> set) {

  static ParameterField of(Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return choice(parameter);
    }
    return switch (parameter.type()) {
      case INTEGER -> integer(parameter);
      case NUMBER -> number(parameter);
      case BOOLEAN -> yesOrNo(parameter);
      case DURATION -> duration(parameter);
      case STRING, QUANTITY -> text(parameter);
    };
  }

  /** Tells of every change, a little after the last key. */
  void onChange(Runnable listener) {
    if (component instanceof HasValueChangeMode typed) {
      typed.setValueChangeMode(ValueChangeMode.LAZY);
      typed.setValueChangeTimeout(300);
    }
    ((HasValue<?, ?>) component).addValueChangeListener(change -> listener.run());
  }

  /** Whether the value of an earlier version still means something here. */
  boolean takes(Object earlier) {
    if (!parameter.choices().isEmpty()) {
      return parameter.choices().contains(earlier);
    }
    return switch (parameter.type()) {
      case INTEGER, NUMBER -> earlier instanceof Number;
      default -> true;
    };
  }

  private static ParameterField choice(Parameter parameter) {
    Select<Object> select = new Select<>();
    select.setLabel(parameter.label());
    select.setItems(parameter.choices());
    select.setItemLabelGenerator(ParameterWords::value);
    select.setHelperText(help(parameter));
    parameter.byDefault().filter(parameter.choices()::contains).ifPresent(select::setValue);
    return manual(
        new ParameterField(
            parameter, select, () -> Optional.ofNullable(select.getValue()), select::setValue));
  }

  private static ParameterField integer(Parameter parameter) {
    IntegerField field = new IntegerField(parameter.label());
    field.setStepButtonsVisible(true);
    field.setHelperText(help(parameter));
    parameter.min().ifPresent(min -> field.setMin(((Number) min).intValue()));
    parameter.max().ifPresent(max -> field.setMax(((Number) max).intValue()));
    parameter.byDefault().ifPresent(value -> field.setValue(((Number) value).intValue()));
    return manual(
        new ParameterField(
            parameter,
            field,
            () -> Optional.ofNullable(field.getValue()).map(Integer::longValue),
            value -> field.setValue(((Number) value).intValue())));
  }

  private static ParameterField number(Parameter parameter) {
    NumberField field = new NumberField(parameter.label());
    field.setHelperText(help(parameter));
    parameter.byDefault().ifPresent(value -> field.setValue(((Number) value).doubleValue()));
    return manual(
        new ParameterField(
            parameter,
            field,
            () -> Optional.ofNullable(field.getValue()),
            value -> field.setValue(((Number) value).doubleValue())));
  }

  private static ParameterField yesOrNo(Parameter parameter) {
    Checkbox box = new Checkbox(parameter.label());
    box.setHelperText(help(parameter));
    parameter.byDefault().ifPresent(value -> box.setValue(Boolean.TRUE.equals(value)));
    return manual(
        new ParameterField(
            parameter,
            box,
            () -> Optional.of(box.getValue()),
            value -> box.setValue(Boolean.TRUE.equals(value))));
  }

  private static ParameterField duration(Parameter parameter) {
    TextField field = plain(parameter);
    field.setPlaceholder("30 min, 4 h, 1 d");
    return manual(
        new ParameterField(
            parameter,
            field,
            () ->
                given(field)
                    .map(text -> DurationText.parse(text).map(Object::toString).orElse(text)),
            value -> field.setValue(ParameterWords.value(value))));
  }

  private static ParameterField text(Parameter parameter) {
    TextField field = plain(parameter);
    return manual(
        new ParameterField(
            parameter,
            field,
            () -> given(field).map(text -> (Object) text),
            value -> field.setValue(value.toString())));
  }

  private static TextField plain(Parameter parameter) {
    TextField field = new TextField(parameter.label());
    field.setHelperText(help(parameter));
    parameter.byDefault().ifPresent(value -> field.setValue(ParameterWords.value(value)));
    return field;
  }

  private static Optional<String> given(TextField field) {
    return Optional.of(field.getValue().strip()).filter(text -> !text.isEmpty());
  }

  private static ParameterField manual(ParameterField field) {
    if (field.component() instanceof HasValidation checked) {
      checked.setManualValidation(true);
    }
    return field;
  }

  private static String help(Parameter parameter) {
    String policy = ParameterWords.policy(parameter);
    if (parameter.description().isEmpty()) {
      return policy;
    }
    return policy.isEmpty() ? parameter.description() : parameter.description() + ". " + policy;
  }
}
