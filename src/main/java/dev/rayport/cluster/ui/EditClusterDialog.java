package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.EditPlan;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.ParameterFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a living cluster within its template; says what each change does before it is made. */
class EditClusterDialog extends Dialog {

  private static final String AUTOSCALED =
      "the autoscaler decides how many workers run. Let a group have as many at least as at most,"
          + " or suspend the whole cluster.";
  private static final String GROUPS = "workerGroups";

  private final transient ClusterService clusters;
  private final transient ClusterDetails cluster;
  private final transient ClusterSpec spec;
  private final ParameterFields parameters;
  private final WorkerGroupTable groups;
  private final EditChanges changes = new EditChanges();
  private final Button save = new Button("Save changes");

  EditClusterDialog(ClusterService clusters, TemplateVersion template, ClusterDetails cluster) {
    this.clusters = clusters;
    this.cluster = cluster;
    this.spec = cluster.spec().orElseThrow();
    setHeaderTitle("Edit cluster " + cluster.summary().name());
    setWidth("760px");
    parameters = new ParameterFields(template.parameters(), this::look);
    groups = new WorkerGroupTable(template.groups(), this::look);
    groups.addGroupsOf(spec);
    Optional<String> never =
        spec.autoscales() ? Optional.of(AUTOSCALED) : clusters.lacks(PlatformFeature.GROUP_SUSPEND);
    groups.offerSuspending(never.isEmpty());
    groups.show(spec);
    parameters.setValues(cluster.values());
    Div form = new Div(parameters, nodes(never), changes);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(click -> save());
    getFooter().add(cancel, save);
    look();
  }

  private Div nodes(Optional<String> neverSuspended) {
    Div nodes = new Div(groups);
    nodes.addClassNames("col", "g2");
    groups.addButton().ifPresent(button -> nodes.add(new Span(button)));
    if (!spec.workerGroups().isEmpty()) {
      neverSuspended.ifPresent(why -> {
        Span sentence = new Span("Groups cannot be suspended alone: " + why);
        sentence.addClassNames("sec", "s");
        nodes.add(sentence);
      });
    }
    return nodes;
  }

  /** What differs from what the cluster is. */
  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(parameters.values());
    values
        .entrySet()
        .removeIf(value ->
            value
                .getValue()
                .toString()
                .equals(String.valueOf(cluster.values().get(value.getKey()))));
    List<Map<String, Object>> edits = new ArrayList<>(groups.changes());
    List<String> there = groups.groupNames();
    spec.workerGroups().stream()
        .map(WorkerGroupSpec::name)
        .filter(name -> !there.contains(name))
        .forEach(name -> edits.add(Map.of("name", name, "remove", true)));
    if (!edits.isEmpty()) {
      values.put(GROUPS, edits);
    }
    return values;
  }

  private Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>(parameters.byPath());
    fields.putAll(groups.byPath());
    return fields;
  }

  private void look() {
    Refusals.clear(fields());
    try {
      EditPlan plan = clusters.planEdit(cluster.id(), values());
      groups.show(plan.spec());
      changes.show(plan);
      save.setEnabled(plan.live() && !plan.changes().isEmpty());
    } catch (Refusal refusal) {
      save.setEnabled(false);
      changes.mistakes();
      Refusals.show(refusal, fields());
    }
  }

  private void save() {
    try {
      clusters.edit(cluster.id(), values());
      close();
      Toast.info("Change requested for " + cluster.summary().name());
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields());
    }
  }
}
