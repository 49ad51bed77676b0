package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import java.util.List;

/** Why a cluster is not where it should be, in plain words, with the log's own lines in full. */
class ReasonBanner extends Div {

  /** The ordinary way to what was asked for, which the start-up card shows. */
  private static boolean expected(ClusterSummary cluster) {
    return switch (cluster.state()) {
      case REQUESTED, STARTING -> !cluster.held();
      default -> false;
    };
  }

  void show(ClusterSummary cluster) {
    removeAll();
    List<String> lines = cluster.reason().strip().lines().toList();
    setVisible(!cluster.reason().isBlank() && !expected(cluster));
    if (!isVisible()) {
      return;
    }
    ClusterLook look = ClusterLook.of(cluster);
    boolean held = cluster.held() && cluster.state() == ClusterState.STARTING;
    setClassName("banner " + (held ? Tone.WARN : look.tone()).css());
    getElement().setAttribute("role", look.tone() == Tone.ERR ? "alert" : "status");
    Span what = new Span(lines.getFirst());
    what.addClassName("b");
    Span since = new Span("since " + Words.exact(cluster.stateSince()));
    since.addClassNames("sec", "s");
    Div text = new Div(what, since);
    text.addClassNames("col", "g1", "txtcol");
    if (lines.size() > 1) {
      Pre log = new Pre(String.join("\n", lines.subList(1, lines.size())));
      log.addClassName("code");
      text.add(log);
    }
    add(Icon.of(held ? "triangle-alert" : look.turns() ? "info" : look.icon()), text);
  }
}
