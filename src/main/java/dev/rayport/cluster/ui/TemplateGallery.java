package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.StageTag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Templates to start from, by stage; those that the user started from lately first. */
class TemplateGallery extends Div {

  private final transient TemplateService templates;
  private final transient UsualStart times;
  private final transient List<TemplateVersion> offered;
  private final transient List<TemplateVersion> lately;

  TemplateGallery(TemplateService templates, UsedTemplates used, UsualStart times) {
    this.templates = templates;
    this.times = times;
    offered = templates.list().stream().filter(each -> each.deprecated().isEmpty()).toList();
    lately = used.lately();
    addClassNames("scroll", "pad", "ground");
    show("");
  }

  /** Only what has these letters in its name or description. */
  void show(String text) {
    removeAll();
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    addSection("history", "Used by you", matching(lately, wanted));
    for (Stage stage : Stage.values()) {
      List<TemplateVersion> ofStage =
          offered.stream().filter(template -> template.stage() == stage).toList();
      addSection(StageTag.icon(stage), StageTag.title(stage), matching(ofStage, wanted));
    }
    if (getChildren().findAny().isEmpty()) {
      add(
          new EmptyState(
              "layout-template",
              "No template matches",
              "No template has “%s” in its name or description.".formatted(text)));
    }
  }

  private static List<TemplateVersion> matching(List<TemplateVersion> all, String wanted) {
    return all.stream()
        .filter(template ->
            (template.name() + " " + template.description())
                .toLowerCase(Locale.ROOT)
                .contains(wanted))
        .toList();
  }

  private void addSection(String icon, String title, List<TemplateVersion> shown) {
    if (shown.isEmpty()) {
      return;
    }
    Div head = new Div(Icon.of(icon), new H2(title));
    head.addClassNames("row", "galleryhead");
    Div cards = new Div();
    cards.addClassName("tg");
    shown.forEach(template -> cards.add(card(template)));
    add(head, cards);
  }

  private Anchor card(TemplateVersion template) {
    Span name = new Span(template.name());
    name.addClassName("b");
    Span gap = new Span();
    gap.addClassName("sp");
    Span version = new Span("@" + template.version());
    version.addClassName("tag");
    Div head = new Div(name, gap, version);
    head.addClassName("row");
    Paragraph text = new Paragraph(template.description());
    text.addClassNames("sec", "s", "clamp");
    Div foot = new Div();
    foot.addClassNames("row", "g3", "mut", "s");
    size(template).ifPresent(size -> foot.add(fact("cpu", size)));
    times.about(template.name()).ifPresent(about -> foot.add(fact("timer", about)));
    Anchor card = new Anchor("clusters/new?template=" + template.reference());
    card.getElement().setAttribute("router-link", true);
    card.addClassName("tplcard");
    card.add(head, text, foot);
    return card;
  }

  private static Span fact(String icon, String text) {
    Span fact = new Span(Icon.small(icon), new Span(" " + text));
    fact.addClassName("nw");
    return fact;
  }

  /** What it takes with its defaults; empty when it has none for something needed. */
  private Optional<String> size(TemplateVersion template) {
    try {
      ClusterSpec spec = templates.resolve(template.reference(), Map.of()).spec();
      String gpus = spec.totalGpus() == 0 ? "" : " · " + spec.totalGpus() + " GPU";
      return Optional.of(
          "%s CPU · %s%s"
              .formatted(
                  ClusterGrid.cores(spec.totalCpus()),
                  Words.bytes(spec.totalMemory().bytes()),
                  gpus));
    } catch (Refusal incomplete) {
      return Optional.empty();
    }
  }
}
