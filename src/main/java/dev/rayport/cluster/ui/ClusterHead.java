package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.template.ui.StageTag;

/** Name, state and facts of a cluster, and what can be done with it. */
class ClusterHead extends Composite<PageHead> {

  private final ClusterToolbar toolbar;
  private final Span live = new Span();
  private String said = "";

  ClusterHead(ClusterMenu menu) {
    toolbar = new ClusterToolbar(menu, false);
    live.addClassName("vh");
    live.getElement().setAttribute("role", "status");
  }

  @Override
  protected PageHead initContent() {
    return new PageHead("");
  }

  void show(ClusterSummary cluster) {
    ClusterLook look = ClusterLook.of(cluster);
    StateBadge pill = StateBadge.pill(look.icon(), look.word(), look.tone());
    pill.getElement().setAttribute("title", "since " + Words.exact(cluster.stateSince()));
    Span facts = new Span(facts(cluster));
    facts.addClassNames("sec", "s");
    getContent().setTitle(cluster.name());
    Span shown = new Span("read-only");
    shown.addClassName("tag");
    shown
        .getElement()
        .setAttribute(
            "title", "Made outside of Rayport, only shown here: change it where it was made");
    shown.setVisible(cluster.readOnly());
    getContent().facts(pill, new StageTag(cluster.stage()), shown, facts, live);
    toolbar.show(cluster);
    getContent().actions(toolbar);
    if (!look.word().equals(said)) {
      live.setText(said.isEmpty() ? "" : cluster.name() + " is now " + look.word());
      said = look.word();
    }
  }

  private static String facts(ClusterSummary cluster) {
    String stops = StopTime.brief(cluster);
    boolean time = stops.startsWith("in ") || stops.equals("now");
    String asOf = cluster.asOf().map(then -> " · as of " + Words.time(then)).orElse("");
    return "%s · %s%s%s"
        .formatted(cluster.template(), cluster.owner(), time ? " · stops " + stops : "", asOf);
  }
}
