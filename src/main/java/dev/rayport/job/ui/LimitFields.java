package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the driver reserves, how long and how often it may run, and free notes. */
class LimitFields extends FormSection implements BodyPart {

  private static final int MOST_RETRIES = 10;

  private final NumberField cpus = new NumberField("Driver CPU");
  private final NumberField gpus = new NumberField("Driver GPU");
  private final TextField memory = new TextField("Driver memory");
  private final IntegerField retries = new IntegerField("Retries");
  private final TextField timeout = new TextField("Time limit");
  private final PairRows metadata;
  private transient Object custom = Map.of();

  LimitFields(Runnable changed) {
    super("Resources and limits");
    metadata = new PairRows("Metadata, kept with the job and given to Ray", "entry", changed);
    for (NumberField amount : new NumberField[] {cpus, gpus}) {
      amount.setMin(0);
      amount.setStep(1);
      amount.setStepButtonsVisible(true);
      amount.setPlaceholder("none");
      amount.addValueChangeListener(change -> changed.run());
    }
    retries.setMin(0);
    retries.setMax(MOST_RETRIES);
    retries.setStepButtonsVisible(true);
    retries.setPlaceholder("0");
    retries.addValueChangeListener(change -> changed.run());
    for (TextField text : new TextField[] {memory, timeout}) {
      text.setValueChangeMode(ValueChangeMode.LAZY);
      text.addValueChangeListener(change -> changed.run());
    }
    memory.setPlaceholder("4Gi");
    timeout.setPlaceholder("12 h");
    Div fields = new Div(cpus, gpus, memory, retries, timeout);
    fields.addClassNames("limits");
    add(fields, new Details("Metadata", metadata));
  }

  @Override
  public void show(Map<String, Object> body) {
    Map<?, ?> resources = body.get("resources") instanceof Map<?, ?> given ? given : Map.of();
    cpus.setValue(resources.get("cpus") instanceof Number n ? n.doubleValue() : null);
    gpus.setValue(resources.get("gpus") instanceof Number n ? n.doubleValue() : null);
    memory.setValue(BodyPart.text(resources.get("memory")));
    custom = resources.get("custom") instanceof Map<?, ?> given ? given : Map.of();
    retries.setValue(body.get("retries") instanceof Number n ? n.intValue() : null);
    timeout.setValue(TimeLimit.words(BodyPart.text(body.get("timeout"))));
    metadata.show(body.get("metadata") instanceof Map<?, ?> given ? given : Map.of());
  }

  @Override
  public void put(Map<String, Object> body, Map<String, Object> env) {
    Map<String, Object> resources = new LinkedHashMap<>();
    Optional.ofNullable(cpus.getValue()).ifPresent(n -> resources.put("cpus", plain(n)));
    Optional.ofNullable(gpus.getValue()).ifPresent(n -> resources.put("gpus", plain(n)));
    if (!memory.isEmpty()) {
      resources.put("memory", memory.getValue().strip());
    }
    if (!custom.equals(Map.of())) {
      resources.put("custom", custom);
    }
    if (!resources.isEmpty()) {
      body.put("resources", resources);
    }
    if (!metadata.pairs().isEmpty()) {
      body.put("metadata", metadata.pairs());
    }
    if (!timeout.isEmpty()) {
      body.put("timeout", TimeLimit.iso(timeout.getValue()));
    }
    Optional.ofNullable(retries.getValue())
        .filter(times -> times != 0)
        .ifPresent(times -> body.put("retries", times));
  }

  private static Number plain(double amount) {
    return amount == Math.rint(amount) ? (Number) (long) amount : (Number) amount;
  }

  @Override
  public Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("resources.cpus", cpus);
    fields.put("resources.gpus", gpus);
    fields.put("resources.memory", memory);
    fields.put("retries", retries);
    fields.put("timeout", timeout);
    fields.putAll(metadata.fields("metadata"));
    return fields;
  }
}
