package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.NodeObservation.State;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a cluster by group, and what listens on them. */
class NodesCard extends Composite<Card> {

  private static final List<String> HEADS =
      List.of("Node", "State", "Address", "Process", "CPU", "GPU", "Memory", "Age");

  @Override
  protected Card initContent() {
    return new Card("Nodes");
  }

  void show(ClusterDetails details) {
    List<NodeObservation> nodes = details.nodes();
    setVisible(!nodes.isEmpty());
    NativeTable table = new NativeTable();
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    HEADS.forEach(name -> head.add(header(name)));
    table.getHead().add(head);
    NativeTableBody body = table.getBody();
    byGroup(nodes).forEach((group, members) -> addGroup(body, details, group, members));
    getContent().beside(Integer.toString(nodes.size())).content(table);
  }

  private static Map<String, List<NodeObservation>> byGroup(List<NodeObservation> nodes) {
    Map<String, List<NodeObservation>> groups = new LinkedHashMap<>();
    for (NodeObservation node : nodes) {
      groups.computeIfAbsent(node.group(), name -> new ArrayList<>()).add(node);
    }
    return groups;
  }

  private static NativeTableHeaderCell header(String name) {
    NativeTableHeaderCell cell = new NativeTableHeaderCell(name);
    cell.getElement().setAttribute("scope", "col");
    if (HEADS.indexOf(name) >= HEADS.indexOf("Process")) {
      cell.addClassName("n");
    }
    return cell;
  }

  private static void addGroup(
      NativeTableBody body, ClusterDetails details, String group, List<NodeObservation> members) {
    Span title = new Span(group.equals("head") ? "Head" : group);
    title.addClassName("b");
    Span facts = new Span(" " + facts(details, group, members));
    facts.addClassNames("sec", "s");
    NativeTableCell cell = new NativeTableCell(title, facts);
    cell.getElement().setAttribute("colspan", Integer.toString(HEADS.size()));
    NativeTableRow row = new NativeTableRow(cell);
    row.addClassName("grp");
    body.add(row);
    members.forEach(node -> body.add(row(node)));
  }

  private static String facts(ClusterDetails details, String group, List<NodeObservation> members) {
    long ready = members.stream().filter(node -> node.state() == State.READY).count();
    return details.spec().stream()
        .flatMap(spec -> spec.workerGroups().stream())
        .filter(spec -> spec.name().equals(group))
        .findFirst()
        .map(spec -> "%d of %d ready, %s".formatted(ready, spec.replicas(), bounds(spec)))
        .orElse("");
  }

  private static String bounds(WorkerGroupSpec spec) {
    return "min %d, max %d%s".formatted(spec.min(), spec.max(), spec.spot() ? ", spot" : "");
  }

  private static NativeTableRow row(NodeObservation node) {
    Span name = new Span(node.name());
    name.addClassName("m");
    NativeTableCell state = new NativeTableCell(badge(node.state()));
    if (!node.reason().isEmpty()) {
      Span reason = new Span(" " + brief(node.reason()));
      reason.addClassNames("sec", "s");
      reason.getElement().setAttribute("title", node.reason());
      state.add(reason);
    }
    Span address = new Span(node.address().isEmpty() ? "–" : node.address());
    address.addClassName("mono");
    String age =
        node.startedAt().map(at -> Words.duration(Duration.between(at, Instant.now()))).orElse("–");
    return new NativeTableRow(
        new NativeTableCell(name),
        state,
        new NativeTableCell(address),
        number(node.pid().map(Object::toString).orElse("–")),
        number(node.cpus().text()),
        number(node.gpus() == 0 ? "–" : Integer.toString(node.gpus())),
        number(Words.bytes(node.memory().bytes())),
        number(age));
  }

  /** Without what the platform said, which the page's banner tells in full. */
  private static String brief(String reason) {
    return reason.replaceFirst(" \\(.*\\)$", "");
  }

  private static NativeTableCell number(String text) {
    NativeTableCell cell = new NativeTableCell(text);
    cell.addClassName("n");
    return cell;
  }

  private static Component badge(State state) {
    return switch (state) {
      case STARTING -> StateBadge.of("loader-circle", "Starting", Tone.BUSY);
      case READY -> StateBadge.of("circle-check", "Ready", Tone.OK);
      case FAILED -> StateBadge.of("circle-x", "Failed", Tone.ERR);
      case STOPPED -> StateBadge.of("circle-stop", "Stopped", Tone.OFF);
    };
  }
}
