package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.ui.Actions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names with values, such as environment variables: rows that can be added and removed. */
class PairRows extends Div {

  private final Div list = new Div();
  private final transient List<Row> rows = new ArrayList<>();
  private final String what;
  private final transient Runnable changed;

  /** One name with its value. */
  private record Row(Div line, TextField name, TextField value) {}

  /**
   * @param what one row is called, such as “variable”
   */
  PairRows(String label, String what, Runnable changed) {
    this.what = what;
    this.changed = changed;
    Span title = new Span(label);
    title.addClassName("lbl");
    list.addClassName("pairs");
    Button add = Actions.button("plus", "Add " + what, "", () -> addRow("", "").name().focus());
    add.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    add(title, list, add);
    addClassNames("col", "g1");
  }

  void show(Map<?, ?> pairs) {
    rows.clear();
    list.removeAll();
    pairs.forEach((name, value) -> addRow(name.toString(), BodyPart.text(value)));
  }

  /** Rows with a name, in their order. */
  Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!row.name().getValue().isBlank()) {
        pairs.put(row.name().getValue().strip(), row.value().getValue());
      }
    }
    return pairs;
  }

  /** Fields by {@code prefix.name}. */
  Map<String, HasValidation> fields(String prefix) {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    rows.forEach(row -> fields.put(prefix + "." + row.name().getValue().strip(), row.name()));
    return fields;
  }

  private Row addRow(String name, String value) {
    Row row = new Row(new Div(), field("Name", name), field("Value", value));
    Button remove = Actions.icon("x", "Remove " + what, "", () -> remove(row));
    row.line().addClassName("pair");
    row.line().add(row.name(), row.value(), remove);
    rows.add(row);
    list.add(row.line());
    return row;
  }

  private void remove(Row row) {
    rows.remove(row);
    list.remove(row.line());
    changed.run();
  }

  private TextField field(String label, String value) {
    TextField field = new TextField();
    field.setAriaLabel("%s of the %s".formatted(label, what));
    field.setPlaceholder(label);
    field.setValue(value);
    field.addClassName("monoin");
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.addValueChangeListener(change -> changed.run());
    return field;
  }
}
