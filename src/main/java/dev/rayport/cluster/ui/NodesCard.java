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
  private static final String PROCESS = "Process";

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
    boolean processes = nodes.stream().anyMatch(node -> node.pid().isPresent());
    HEADS.stream()
        .filter(name -> processes || !name.equals(PROCESS))
        .forEach(name -> head.add(header(name)));
    table.getHead().add(head);
    NativeTableBody body = table.getBody();
    byGroup(nodes)
        .forEach((group, members) -> {
          body.add(title(details, group, members));
          members.forEach(node -> body.add(row(node, processes)));
        });
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
    if (HEADS.indexOf(name) >= HEADS.indexOf(PROCESS)) {
      cell.addClassName("n");
    }
    return cell;
  }

  private static NativeTableRow title(
      ClusterDetails details, String group, List<NodeObservation> members) {
    Span title = new Span(group.equals("head") ? "Head" : group);
    title.addClassName("b");
    Span facts = new Span(" " + facts(details, group, members));
    facts.addClassNames("sec", "s");
    NativeTableCell cell = new NativeTableCell(title, facts);
    cell.getElement().setAttribute("colspan", Integer.toString(HEADS.size()));
    NativeTableRow row = new NativeTableRow(cell);
    row.addClassName("grp");
    return row;
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

  /**
   * @param processes whether any node is a process of this machine
   */
  private static NativeTableRow row(NodeObservation node, boolean processes) {
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
    NativeTableRow row =
        new NativeTableRow(new NativeTableCell(name), state, new NativeTableCell(address));
    if (processes) {
      row.add(number(node.pid().map(Object::toString).orElse("–")));
    }
    row.add(
        number(node.cpus().text()),
        number(node.gpus() == 0 ? "–" : Integer.toString(node.gpus())),
        number(Words.bytes(node.memory().bytes())),
        number(age));
    return row;
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
