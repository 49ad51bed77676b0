package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.router.Route;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterEvent;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/** Everything that happened to a cluster, newest first. */
@Route(value = "events", layout = ClusterLayout.class)
@PermitAll
class ClusterEventsView extends Div implements ShowsCluster {

  private static final int PAGE = 100;

  private final transient ClusterService clusters;
  private final NativeTable table = new NativeTable();
  private final Button older = new Button("Show older");
  private transient Optional<ClusterId> cluster = Optional.empty();
  private transient Optional<String> cursor = Optional.empty();

  ClusterEventsView(ClusterService clusters) {
    this.clusters = clusters;
    addClassName("scroll");
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    for (String title : List.of("Time", "Severity", "By", "What happened")) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    }
    table.getHead().add(head);
    older.addClickListener(click -> more());
    older.addClassName("older");
    add(table, older);
  }

  @Override
  public void show(ClusterDetails details) {
    cluster = Optional.of(details.id());
    cursor = Optional.empty();
    table.getBody().removeAll();
    more();
  }

  private void more() {
    Slice<ClusterEvent> events =
        clusters.events(cluster.orElseThrow(), new SliceRequest(PAGE, cursor, Optional.empty()));
    events.items().forEach(event -> table.getBody().add(row(event)));
    cursor = events.nextCursor();
    older.setVisible(cursor.isPresent());
  }

  private static NativeTableRow row(ClusterEvent event) {
    NativeTableCell time = new NativeTableCell(Words.exact(event.at()));
    time.addClassName("tn");
    StateBadge severity =
        switch (event.severity()) {
          case INFO -> StateBadge.of("info", "Info", Tone.OFF);
          case WARNING -> StateBadge.of("triangle-alert", "Warning", Tone.WARN);
          case ERROR -> StateBadge.of("circle-x", "Error", Tone.ERR);
        };
    NativeTableCell text = new NativeTableCell(event.text());
    text.addClassName("wraps");
    return new NativeTableRow(
        time, new NativeTableCell(severity), new NativeTableCell(event.actor()), text);
  }
}
