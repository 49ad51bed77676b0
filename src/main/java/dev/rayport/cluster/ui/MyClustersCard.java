package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.template.ui.StageTag;
import dev.rayport.tenant.CurrentUser;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** “My clusters” on Home: those of the current user that are there. */
@org.springframework.stereotype.Component
class MyClustersCard implements HomeCard {

  private static final int MOST = 6;
  private static final List<String> HEADS =
      List.of("Name", "Stage", "State", "Workers", "GPU", "Stops");

  private final ClusterService clusters;
  private final ClusterRows rows;
  private final Broadcaster broadcaster;

  MyClustersCard(ClusterService clusters, ClusterRows rows, Broadcaster broadcaster) {
    this.clusters = clusters;
    this.rows = rows;
    this.broadcaster = broadcaster;
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public Component create() {
    Card card = new Card("My clusters");
    show(card);
    broadcaster.onChange(
        card,
        change -> change.kind().equals("cluster") || change.kind().equals("job"),
        () -> show(card));
    return card;
  }

  private void show(Card card) {
    Anchor all = new Anchor("clusters", new Span("All clusters"), Icon.small("chevron-right"));
    all.getElement().setAttribute("router-link", true);
    all.addClassNames("btn", "t", "sm");
    card.beside(Long.toString(clusters.count(mine()))).actions(all);
    List<ClusterRow> found = rows.newest(mine(), MOST);
    if (found.isEmpty()) {
      Paragraph none = new Paragraph("None of your clusters runs. Start from a template.");
      none.addClassName("sec");
      card.padded(none);
      return;
    }
    NativeTable table = new NativeTable();
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    HEADS.forEach(title -> head.add(header(title)));
    table.getHead().add(head);
    found.forEach(row -> table.getBody().add(line(row)));
    card.content(table);
  }

  static ClusterQuery mine() {
    Set<ClusterState> living = EnumSet.allOf(ClusterState.class);
    living.removeIf(state -> !state.living());
    return new ClusterQuery(
        living,
        Optional.empty(),
        Optional.of(CurrentUser.require().name()),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  private static NativeTableHeaderCell header(String title) {
    NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
    cell.getElement().setAttribute("scope", "col");
    return cell;
  }

  private static NativeTableRow line(ClusterRow row) {
    Anchor name = new Anchor("clusters/" + row.id(), row.cluster().name());
    name.addClassName("name");
    name.getElement().setAttribute("router-link", true);
    ClusterLook look = ClusterLook.of(row.cluster());
    Span says = new Span(" " + row.says());
    says.addClassNames("mut", "s");
    says.getElement().setAttribute("title", row.says());
    NativeTableCell state =
        new NativeTableCell(StateBadge.of(look.icon(), look.word(), look.tone()), says);
    state.addClassName("cut");
    Span stops = new Span(StopTime.brief(row.cluster()));
    stops.addClassName(StopTime.soon(row.cluster()) ? "warn" : "sec");
    return new NativeTableRow(
        new NativeTableCell(name),
        new NativeTableCell(new StageTag(row.cluster().stage())),
        state,
        new NativeTableCell(ClusterGrid.workers(row)),
        new NativeTableCell(row.cluster().gpus() == 0 ? "–" : "" + row.cluster().gpus()),
        new NativeTableCell(stops));
  }
}
