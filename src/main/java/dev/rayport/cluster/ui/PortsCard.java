package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.NodeObservation.Port;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import java.util.List;

/**
 * Which ports of this machine listen where: Ray opens most of them on all interfaces, and guards by
 * a token all but those with metrics.
 */
class PortsCard extends Composite<Card> {

  @Override
  protected Card initContent() {
    return new Card("Ports");
  }

  void show(ClusterDetails details) {
    List<NodeObservation> nodes =
        details.nodes().stream()
            .filter(node -> node.pid().isPresent() && !node.ports().isEmpty())
            .toList();
    setVisible(!nodes.isEmpty());
    long open =
        nodes.stream().flatMap(node -> node.ports().stream()).filter(Port::allInterfaces).count();
    Span text =
        new Span(
            open == 0
                ? "All listen on this machine only."
                : open
                    + (open == 1 ? " port listens" : " ports listen")
                    + " on all interfaces; the cluster's token guards all but those with metrics."
                    + " The others listen on this machine only.");
    text.addClassNames("sec", "s");
    Div lists = new Div(text);
    lists.addClassNames("col", "g2");
    nodes.forEach(node -> lists.add(list(node)));
    getContent().padded(lists);
  }

  private static NativeDetails list(NodeObservation node) {
    Facts facts = new Facts();
    for (Port port : node.ports()) {
      Span number = new Span(Integer.toString(port.number()));
      number.addClassName("num");
      Span where = new Span(port.allInterfaces() ? "all interfaces" : "this machine");
      where.addClassNames("mut", "s");
      Div line = new Div(number, where);
      line.addClassName("row");
      facts.with(port.purpose(), line);
    }
    NativeDetails fold =
        new NativeDetails(
            node.name() + ", " + Words.count(node.ports().size(), "port", "ports"), facts);
    fold.addClassName("fold");
    return fold;
  }
}
