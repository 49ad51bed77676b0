package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.ui.Words;
import dev.rayport.template.WorkerGroupPolicy;
import dev.rayport.template.WorkerGroupPolicy.IntRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One worker group in the form: what the policy lets one edit as fields, the rest as text. */
class WorkerGroupRow extends NativeTableRow {

  /** Fields of a group in the order of the table's columns. */
  static final List<String> NUMBERS = List.of("cpus", "gpus", "replicas", "min", "max");

  private final transient WorkerGroupPolicy policy;
  private final boolean added;
  private final TextField name = new TextField();
  private final Map<String, IntegerField> fields = new LinkedHashMap<>();
  private final Map<String, Span> texts = new LinkedHashMap<>();
  private final transient Map<String, Integer> edits = new LinkedHashMap<>();
  private final Checkbox rests = new Checkbox();
  private boolean restsEdited;
  private final Span memory = new Span();
  private final NativeTableCell end = new NativeTableCell();

  /**
   * @param added by the user, like the group that the policy is of
   */
  WorkerGroupRow(WorkerGroupPolicy policy, String groupName, boolean added, Runnable onChange) {
    this.policy = policy;
    this.added = added;
    name.setValue(groupName);
    name.setManualValidation(true);
    name.setAriaLabel("Name of the worker group");
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(change -> onChange.run());
    name.setWidth("120px");
    Span fixedName = new Span(groupName);
    fixedName.addClassName("m");
    add(new NativeTableCell(added ? name : fixedName));
    for (String number : NUMBERS) {
      NativeTableCell cell = new NativeTableCell(cell(number, groupName, onChange));
      cell.addClassName("n");
      add(cell);
    }
    NativeTableCell bytes = new NativeTableCell(memory);
    bytes.addClassName("n");
    add(bytes, end);
  }

  private Component cell(String number, String groupName, Runnable onChange) {
    IntRange range = policy.ranges().get(number);
    if (range == null) {
      Span text = new Span();
      texts.put(number, text);
      return text;
    }
    IntegerField field = new IntegerField();
    field.setManualValidation(true);
    field.setMin(range.min());
    field.setMax(range.max());
    field.setWidth("72px");
    field.setAriaLabel("%s of %s".formatted(number, groupName));
    field.setTooltipText("Range %d to %d".formatted(range.min(), range.max()));
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.addValueChangeListener(change -> edited(number, change, onChange));
    fields.put(number, field);
    return field;
  }

  private void edited(String number, HasValue.ValueChangeEvent<Integer> change, Runnable onChange) {
    if (!change.isFromClient()) {
      return;
    }
    if (change.getValue() == null) {
      edits.remove(number);
    } else {
      edits.put(number, change.getValue());
    }
    onChange.run();
  }

  /** Offers to take the group out again. */
  void removable(Component button) {
    end.add(button);
  }

  /** Offers to let its workers rest. */
  void suspendable(boolean possible, Runnable onChange) {
    rests.setLabel("Suspended");
    rests.setEnabled(possible);
    rests.setAriaLabel("%s is suspended".formatted(groupName()));
    rests.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        restsEdited = true;
        onChange.run();
      }
    });
    end.addComponentAsFirst(rests);
  }

  String groupName() {
    return name.getValue().strip();
  }

  boolean added() {
    return added;
  }

  /** Puts in what the template and the other fields make of it, but for what was edited here. */
  void show(WorkerGroupSpec group) {
    if (!restsEdited) {
      rests.setValue(group.suspended());
    }
    memory.setText(Words.bytes(group.node().memory().bytes()));
    put("cpus", (int) Math.ceil(group.node().cpus().cores()));
    put("gpus", group.node().gpus());
    put("replicas", group.replicas());
    put("min", group.min());
    put("max", group.max());
  }

  private void put(String number, int value) {
    Optional.ofNullable(texts.get(number)).ifPresent(text -> text.setText("" + value));
    if (fields.containsKey(number) && !edits.containsKey(number)) {
      fields.get(number).setValue(value);
    }
  }

  /** Takes over edits of an earlier cluster. */
  void edit(Map<String, Object> earlier) {
    earlier.forEach((key, value) -> {
      if (fields.containsKey(key) && value instanceof Number number) {
        edits.put(key, number.intValue());
        fields.get(key).setValue(number.intValue());
      }
    });
  }

  /** What to send; empty when nothing differs from the template. */
  Optional<Map<String, Object>> change() {
    if (edits.isEmpty() && !added && !restsEdited) {
      return Optional.empty();
    }
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("name", groupName());
    if (added) {
      change.put("like", policy.group());
    }
    edits.forEach((key, value) -> change.put(key, value.longValue()));
    if (restsEdited) {
      change.put("suspended", rests.getValue());
    }
    return Optional.of(change);
  }

  Map<String, HasValidation> byField() {
    Map<String, HasValidation> all = new LinkedHashMap<>(fields);
    all.put("name", name);
    all.put("suspended", rests);
    return all;
  }
}
