package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.ResourceName;
import dev.rayport.cluster.ImportCluster;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.StageTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can still be chosen of a cluster that a document describes. */
class ImportForm extends Div {

  private final TextField name = new TextField("Name");
  private final Select<Stage> stage = new Select<>();
  private final WorkerGroupTable groups;
  private final StopFields stop;

  ImportForm(String suggested, Stage likely, ClusterSpec spec, Runnable onChange) {
    addClassNames("col", "g3");
    TemplateVersion free = TemplateVersion.none(likely, spec);
    name.setManualValidation(true);
    name.setValue(suggested);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.setValueChangeTimeout(300);
    name.addValueChangeListener(change -> onChange.run());
    name.setHelperText(
        "Lower-case letters, digits and dashes. At most %d characters."
            .formatted(ResourceName.MAX_LENGTH));
    stage.setLabel("Stage");
    stage.setItems(Stage.values());
    stage.setItemLabelGenerator(StageTag::title);
    stage.setValue(likely);
    stage.setHelperText("It decides the namespace.");
    stage.addValueChangeListener(change -> onChange.run());
    groups = new WorkerGroupTable(free.groups(), onChange);
    groups.show(spec);
    stop = new StopFields(free, onChange);
    Div basics = new Div(name, stage);
    basics.addClassName("fgrid");
    add(new H2("Basics"), basics, new H2("Nodes"), groups, new H2("Stop by itself"), stop);
  }

  String name() {
    return name.getValue().strip();
  }

  Stage stage() {
    return stage.getValue();
  }

  Map<String, Object> values() {
    List<Map<String, Object>> changes = groups.changes();
    return changes.isEmpty() ? Map.of() : Map.of("workerGroups", changes);
  }

  void show(ClusterSpec spec) {
    groups.show(spec);
  }

  ImportCluster wish(String document) {
    return new ImportCluster(name(), stage(), document, values(), Map.of(), stop.override());
  }

  Map<String, HasValidation> byPath() {
    Map<String, HasValidation> paths = new LinkedHashMap<>();
    paths.put("name", name);
    paths.put("stage", stage);
    paths.putAll(groups.byPath());
    paths.putAll(stop.byPath());
    return paths;
  }
}
