package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import java.util.List;

/** What of a document does not come along, and why: what is not allowed before the rest. */
class FindingList extends Div {

  FindingList() {
    addClassNames("col", "g2");
    getElement().setAttribute("role", "status");
  }

  void show(ImportedCluster read) {
    removeAll();
    List<Finding> refused = of(read, Kind.NOT_ALLOWED);
    List<Finding> left = of(read, Kind.NOT_CARRIED);
    if (!refused.isEmpty()) {
      add(
          head(
              "circle-x",
              "err",
              Words.count(refused.size(), "line is not allowed", "lines are not allowed")
                  + ": take them out"));
      add(list(refused));
    }
    if (!left.isEmpty()) {
      add(head("info", "off", Words.count(left.size(), "line", "lines") + " left out"));
      add(list(left));
    }
    if (read.findings().isEmpty()) {
      add(head("circle-check", "ok", "Everything in it comes along"));
    }
  }

  /** Why it could not be read at all. */
  void refuse(String sentence) {
    removeAll();
    add(head("circle-x", "err", sentence));
  }

  private static List<Finding> of(ImportedCluster read, Kind kind) {
    return read.findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  private static H3 head(String icon, String tone, String text) {
    Icon sign = Icon.small(icon);
    sign.addClassName(tone);
    H3 head = new H3(sign, new Span(text));
    head.addClassNames("row");
    return head;
  }

  private static UnorderedList list(List<Finding> findings) {
    UnorderedList list = new UnorderedList();
    list.addClassName("findings");
    for (Finding finding : findings) {
      Span line = new Span("Line %d".formatted(finding.line()));
      line.addClassName("tag");
      Span path = new Span(finding.path());
      path.addClassName("mono");
      Span why = new Span(finding.why());
      why.addClassName("sec");
      list.add(new ListItem(line, new Span(" "), path, new Span(" "), why));
    }
    return list;
  }
}
