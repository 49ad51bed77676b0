package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterSummary;
import java.util.List;

/** Why a cluster is not where it should be, in plain words, with the log's own lines in full. */
class ReasonBanner extends Div {

  private static final String JUST_QUEUED = "queued";

  /** What was asked for, and the ordinary way there, which the start-up card shows. */
  private static boolean expected(ClusterSummary cluster) {
    return switch (cluster.state()) {
      case STARTING -> true;
      case REQUESTED -> cluster.reasonCode().equals(JUST_QUEUED);
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
    setClassName("banner " + look.tone().css());
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
    add(Icon.of(look.icon().equals("loader-circle") ? "info" : look.icon()), text);
  }
}
