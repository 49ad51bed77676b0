package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.rayport.base.ui.Segments;
import dev.rayport.template.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the job runs: a cluster that is there, or a fresh one that stops when the job ends. */
class WhereFields extends FormSection implements BodyPart {

  private static final String USUAL_TEMPLATE = "cpu-small";

  private final Segments<Kind> kind;
  private final RadioButtonGroup<Place> clusters = new RadioButtonGroup<>();
  private final Select<TemplateVersion> template = new Select<>();
  private final Div fresh = new Div();
  private final Div noCluster = new Div();
  private final transient List<Place> places;
  private final transient List<TemplateVersion> templates;
  private transient Object values = Map.of();
  private transient Optional<String> version = Optional.empty();

  /** The choices. */
  enum Kind {
    RUNNING,
    FRESH
  }

  WhereFields(List<Place> places, List<TemplateVersion> templates, Runnable changed) {
    this(
        places,
        templates,
        changed,
        new Segments<>(
            "Where it runs",
            List.of(
                new Segments.Option<>(Kind.RUNNING, "Running cluster"),
                new Segments.Option<>(Kind.FRESH, "New cluster from template"))));
  }

  private WhereFields(
      List<Place> places, List<TemplateVersion> templates, Runnable changed, Segments<Kind> kind) {
    super("Where", kind.small());
    this.kind = kind;
    this.places = places;
    this.templates = templates;
    clusters.setItems(places);
    clusters.setRenderer(new ComponentRenderer<>(Place::line));
    clusters.setAriaLabel("Cluster");
    clusters.addClassName("where");
    clusters.addValueChangeListener(change -> changed.run());
    buildFresh(changed);
    Anchor create = new Anchor("clusters/new", "Create a cluster");
    create.getElement().setAttribute("router-link", true);
    noCluster.add(
        new Span("No cluster is running. "), create, new Span(", or use a new one for this job."));
    noCluster.addClassNames("sec");
    kind.onChange(chosen -> {
      fold();
      changed.run();
    });
    add(clusters, noCluster, fresh);
    preselect();
    fold();
  }

  private void buildFresh(Runnable changed) {
    template.setLabel("Template");
    template.setItems(templates);
    template.setItemLabelGenerator(WhereFields::words);
    template.setWidth("420px");
    template.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        values = Map.of();
      }
      changed.run();
    });
    Span ends =
        new Span("Made for this job with the template's defaults; stops when the job ends.");
    ends.addClassNames("sec", "s");
    fresh.add(template, ends);
    fresh.addClassNames("col", "g1");
  }

  private static String words(TemplateVersion version) {
    return "%s, %s".formatted(version.name(), version.stage().word());
  }

  private void preselect() {
    places.stream()
        .filter(Place::ready)
        .findFirst()
        .or(() -> places.stream().findFirst())
        .ifPresent(clusters::setValue);
    templates.stream()
        .filter(version -> version.name().equals(USUAL_TEMPLATE))
        .findFirst()
        .or(() -> templates.stream().findFirst())
        .ifPresent(template::setValue);
    kind.setValue(places.stream().anyMatch(Place::ready) ? Kind.RUNNING : Kind.FRESH);
  }

  private void fold() {
    boolean running = kind.value() == Kind.RUNNING;
    clusters.setVisible(running && !places.isEmpty());
    noCluster.setVisible(running && places.isEmpty());
    fresh.setVisible(!running);
  }

  /** The cluster that is chosen; empty for a fresh one. */
  Optional<Place> chosen() {
    return kind.value() == Kind.RUNNING
        ? Optional.ofNullable(clusters.getValue())
        : Optional.empty();
  }

  @Override
  public void show(Map<String, Object> body) {
    if (body.get("newCluster") instanceof Map<?, ?> made) {
      kind.setValue(Kind.FRESH);
      String reference = BodyPart.text(made.get("template"));
      String name = reference.replaceFirst("@.*", "");
      templates.stream()
          .filter(t -> t.name().equals(name))
          .findFirst()
          .ifPresent(template::setValue);
      version = Optional.of(reference).filter(text -> text.contains("@"));
      values = made.get("values") instanceof Map<?, ?> given ? given : Map.of();
    } else if (body.get("cluster") != null) {
      String wanted = body.get("cluster").toString();
      places.stream()
          .filter(place -> place.id().equals(wanted) || place.name().equals(wanted))
          .findFirst()
          .ifPresent(place -> {
            kind.setValue(Kind.RUNNING);
            clusters.setValue(place);
          });
    }
    fold();
  }

  @Override
  public void put(Map<String, Object> body, Map<String, Object> env) {
    if (kind.value() == Kind.RUNNING) {
      chosen().ifPresent(place -> body.put("cluster", place.name()));
      return;
    }
    Map<String, Object> made = new LinkedHashMap<>();
    Optional.ofNullable(template.getValue())
        .ifPresent(chosen -> made.put("template", version.orElse(chosen.name())));
    if (!values.equals(Map.of())) {
      made.put("values", values);
    }
    body.put("newCluster", made);
  }

  @Override
  public Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("cluster", clusters);
    fields.put("newCluster.template", template);
    return fields;
  }
}
