package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.ResourceName;
import dev.rayport.base.ui.Icon;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.template.ResolveRequest;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.ParameterFields;
import dev.rayport.template.ui.StageTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of a new cluster, drawn from one template version. */
class NewClusterForm extends Div {

  private static final String GROUPS = "workerGroups";
  private static final String NAME = "name";
  private static final String LABELS = "labels";
  private static final String VALUES = "values";
  private static final String STOP_WHEN = "stopWhen";

  private final transient TemplateVersion template;
  private final TextField name = new TextField("Name");
  private final TextField labels = new TextField("Labels");
  private final ParameterFields parameters;
  private final WorkerGroupTable groups;
  private final StopFields stop;

  /**
   * @param versions of the same template, newest first
   * @param toVersion when another one is chosen
   */
  NewClusterForm(
      TemplateVersion template,
      List<TemplateVersion> versions,
      Consumer<TemplateVersion> toVersion,
      Runnable onChange) {
    this.template = template;
    addClassName("pad");
    setUp(name, onChange);
    name.setHelperText(
        "Lower-case letters, digits and dashes. At most %d characters."
            .formatted(ResourceName.MAX_LENGTH));
    setUp(labels, onChange);
    labels.setPlaceholder("project=vit-l, cost-centre=4711");
    parameters =
        new ParameterFields(
            template.parameters().stream().filter(p -> !StopFields.isMine(p)).toList(), onChange);
    groups = new WorkerGroupTable(template.groups(), onChange);
    stop = new StopFields(template, onChange);

    Div basics = new Div(name, versions(versions, toVersion), labels, stage());
    basics.addClassName("fgrid");
    add(heading("Basics", ""), basics);
    if (parameters.getChildren().findAny().isPresent()) {
      add(heading("Parameters", "from the template"), parameters);
    }
    Div groupHead = heading("Nodes", "");
    groups.addButton().ifPresent(groupHead::add);
    add(groupHead, groups);
    add(heading("Stop by itself", "whatever comes first"), stop);
  }

  private static void setUp(TextField field, Runnable onChange) {
    field.setManualValidation(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(300);
    field.addValueChangeListener(change -> onChange.run());
  }

  private static Div heading(String title, String second) {
    Span gap = new Span();
    gap.addClassName("sp");
    Span more = new Span(second);
    more.addClassNames("sec", "s");
    Div head = new Div(new H2(title), more, gap);
    head.addClassName("fh");
    return head;
  }

  private Component versions(List<TemplateVersion> versions, Consumer<TemplateVersion> toVersion) {
    Select<TemplateVersion> select = new Select<>();
    select.setLabel("Template version");
    select.setItems(versions);
    select.setItemLabelGenerator(
        version -> "@" + version.version() + (version.newest() ? ", newest" : ""));
    versions.stream()
        .filter(version -> version.version() == template.version())
        .findFirst()
        .ifPresent(select::setValue);
    template.deprecated().ifPresent(select::setHelperText);
    select.addValueChangeListener(change -> toVersion.accept(change.getValue()));
    return select;
  }

  private Component stage() {
    Span label = new Span(new Span("Stage"), Icon.small("lock"));
    label.addClassName("lbl");
    Span gap = new Span();
    gap.addClassName("sp");
    Span why = new Span("fixed by template");
    why.addClassName("mut");
    Div value =
        new Div(
            Icon.of(StageTag.icon(template.stage())), new Span(template.stage().word()), gap, why);
    Div box = new Div(label, value);
    box.addClassName("fixed");
    return box;
  }

  TemplateVersion template() {
    return template;
  }

  void name(String text) {
    name.setValue(text);
  }

  void focusName() {
    name.focus();
  }

  /** Empty when the name is one. */
  String nameProblem() {
    return ResourceName.problemWith(name.getValue().strip());
  }

  /** Takes over what another cluster was made with. */
  void fill(ClusterDetails earlier) {
    labels.setValue(LabelText.of(earlier.labels()));
    parameters.setValues(earlier.values());
    stop.fill(earlier.values(), earlier.stopWhen());
    groups.edit(groupsOf(earlier.values()));
  }

  /** What is typed so far, for a draft, also what cannot be read. */
  Map<String, Object> typed() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put(NAME, name.getValue());
    typed.put(LABELS, labels.getValue());
    typed.put(VALUES, values());
    typed.put(STOP_WHEN, stop.typed());
    return typed;
  }

  /** The same without values that are as they were. */
  Map<String, Object> typedSince(Map<String, Object> beginning) {
    Map<String, Object> changed = new LinkedHashMap<>(values());
    changed.entrySet().removeAll(textKeys(beginning.get(VALUES)).entrySet());
    Map<String, Object> typed = typed();
    typed.put(VALUES, changed);
    return typed;
  }

  /** Takes over a draft. */
  void type(Map<String, Object> typed) {
    name.setValue(typed.getOrDefault(NAME, "").toString());
    labels.setValue(typed.getOrDefault(LABELS, "").toString());
    Map<String, Object> values = textKeys(typed.get(VALUES));
    parameters.setValues(values);
    stop.fillParameters(values);
    stop.type(textKeys(typed.get(STOP_WHEN)));
    groups.edit(groupsOf(values));
  }

  private static Map<String, Object> textKeys(@Nullable Object map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> given) {
      given.forEach((key, value) -> copy.put(key.toString(), value));
    }
    return copy;
  }

  private static List<Map<String, Object>> groupsOf(Map<String, Object> values) {
    if (!(values.get(GROUPS) instanceof List<?> list)) {
      return List.of();
    }
    return list.stream().filter(Map.class::isInstance).map(NewClusterForm::textKeys).toList();
  }

  /**
   * What was asked for so far.
   *
   * @throws dev.rayport.base.Refusal for text that is not even a label or duration
   */
  CreateCluster wish() {
    return new CreateCluster(
        name.getValue().strip(),
        template.reference(),
        values(),
        LabelText.parse(labels.getValue()),
        stop.override());
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(parameters.values());
    values.putAll(stop.values());
    if (!groups.changes().isEmpty()) {
      values.put(GROUPS, groups.changes());
    }
    return values;
  }

  static ResolveRequest request(CreateCluster wish) {
    return new ResolveRequest(
        wish.values(),
        wish.stopWhen().flatMap(when -> when.idle()),
        wish.stopWhen().flatMap(when -> when.ttl()));
  }

  /** Puts in what the template makes of the fields. */
  void show(ResolvedTemplate resolved) {
    groups.show(resolved.spec());
    stop.show(resolved);
  }

  /** Fields by the path that refusals name, from the top of the form. */
  Map<String, HasValidation> byPath() {
    Map<String, HasValidation> paths = new LinkedHashMap<>();
    paths.put(NAME, name);
    paths.put(LABELS, labels);
    paths.putAll(parameters.byPath());
    paths.putAll(groups.byPath());
    paths.putAll(stop.byPath());
    return paths;
  }
}
