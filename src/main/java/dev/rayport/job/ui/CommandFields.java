package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to run, and what it is called. */
class CommandFields extends FormSection implements BodyPart {

  private final TextArea entrypoint = new TextArea("Entrypoint");
  private final TextField name = new TextField("Name");

  CommandFields(Runnable changed) {
    super("What to run");
    entrypoint.addClassName("monoin");
    entrypoint.setWidthFull();
    entrypoint.setMinRows(2);
    entrypoint.setMaxRows(12);
    entrypoint.setPlaceholder("python main.py");
    entrypoint.setHelperText("A shell command; runs in the working directory on the head node.");
    entrypoint.setValueChangeMode(ValueChangeMode.LAZY);
    entrypoint.addValueChangeListener(change -> changed.run());
    name.setPlaceholder("made from the entrypoint");
    name.setWidth("280px");
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(change -> changed.run());
    add(entrypoint, name);
  }

  void focusCommand() {
    entrypoint.focus();
  }

  @Override
  public void show(Map<String, Object> body) {
    entrypoint.setValue(BodyPart.text(body.get("entrypoint")));
    name.setValue(BodyPart.text(body.get("name")));
  }

  @Override
  public void put(Map<String, Object> body, Map<String, Object> env) {
    if (!name.isEmpty()) {
      body.put("name", name.getValue().strip());
    }
    body.put("entrypoint", entrypoint.getValue().strip());
  }

  @Override
  public Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("entrypoint", entrypoint);
    fields.put("name", name);
    return fields;
  }
}
