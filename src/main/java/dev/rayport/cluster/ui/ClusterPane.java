package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.template.ui.StageTag;

/** Details of the row that was clicked, beside the list. */
class ClusterPane extends Aside {

  private static final int EVENTS = 5;

  private final transient ClusterService clusters;
  private final ClusterToolbar toolbar;
  private final transient Runnable onClose;
  private String shown = "";

  ClusterPane(ClusterService clusters, ClusterMenu menu, Runnable onClose) {
    this.clusters = clusters;
    this.onClose = onClose;
    toolbar = new ClusterToolbar(menu, true);
    addClassNames("pane", "detail", "keep");
    getElement().setAttribute("aria-label", "Details");
    showNothing();
  }

  /** Id of the cluster that it shows; empty for none. */
  String shown() {
    return shown;
  }

  void showNothing() {
    shown = "";
    removeAll();
    Paragraph hint = new Paragraph("Click a row to see it here.");
    hint.addClassNames("mut", "pad");
    add(hint);
  }

  void show(ClusterRow row) {
    ClusterDetails details = clusters.get(row.id());
    shown = row.id();
    removeAll();
    toolbar.show(details.summary());
    Div body =
        new Div(
            state(row),
            section("Facts", new ClusterFacts(details)),
            section(
                "Latest events",
                new EventList(clusters.events(details.id(), SliceRequest.first(EVENTS)).items())));
    body.addClassName("scroll");
    add(head(details.summary()), body);
  }

  private Div head(ClusterSummary cluster) {
    H2 name = new H2(cluster.name());
    name.addClassName("el");
    Span gap = new Span();
    gap.addClassName("sp");
    Anchor open = new Anchor("clusters/" + cluster.id(), Icon.of("maximize-2"));
    open.addClassName("ib");
    open.getElement().setAttribute("router-link", true);
    open.getElement().setAttribute("aria-label", "Open " + cluster.name());
    open.getElement().setAttribute("title", "Open  Enter");
    Div head = new Div(name, gap, open, Actions.icon("x", "Close the details", "", onClose::run));
    head.addClassName("panehead");
    return head;
  }

  private Div state(ClusterRow row) {
    ClusterLook look = ClusterLook.of(row.cluster());
    Div line =
        new Div(
            StateBadge.pill(look.icon(), look.word(), look.tone()),
            new StageTag(row.cluster().stage()));
    line.addClassNames("row", "wrap");
    line.getElement().setAttribute("title", "since " + Words.exact(row.cluster().stateSince()));
    Div section = new Div(line);
    if (!row.says().isEmpty()) {
      Paragraph says = new Paragraph(row.says());
      says.addClassName("sec");
      section.add(says);
    }
    section.add(toolbar);
    section.addClassNames("sect", "col", "g2");
    return section;
  }

  private static Div section(String title, com.vaadin.flow.component.Component content) {
    Div section = new Div(new H3(title), content);
    section.addClassName("sect");
    return section;
  }
}
