package dev.rayport.cluster.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.DomEvent;
import dev.rayport.base.Change;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.cluster.ClusterSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** The grid with its selection, menus, keys and news. */
class ClusterTable extends Div {

  /** More news than this at once are read as one page instead of row by row. */
  private static final int ROW_BY_ROW = 20;

  private static final String KEYS =
      "['Enter','s','S','e','E','Delete'].includes(event.key) && !event.ctrlKey && !event.metaKey";

  private final transient ClusterRows rows;
  private final transient ClusterMenu menu;
  private final ClusterGrid grid = new ClusterGrid();
  private final BulkBar bulk;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final transient Map<String, ClusterSummary> selected = new LinkedHashMap<>();
  private transient Filter filter = new Filter(List.of(), "");
  private transient Optional<ClusterRow> focused = Optional.empty();
  private long total;
  private final GridContextMenu<ClusterRow> contextMenu;

  ClusterTable(ClusterRows rows, ClusterMenu menu, Consumer<ClusterRow> onOpen) {
    this.rows = rows;
    this.menu = menu;
    addClassName("pane");
    bulk = new BulkBar(menu.actions(), grid);
    add(grid, bulk);
    grid.setItemsPageable(this::fetch, page -> SelectAll.scrolled(total = rows.count(filter)))
        .setIdentifierProvider(ClusterRow::id);
    grid.addItemClickListener(click -> onOpen.accept(click.getItem()));
    grid.addCellFocusListener(focus -> focused = focus.getItem());
    grid.getElement()
        .addEventListener("keydown", this::key)
        .setFilter(KEYS)
        .addEventData("event.key");
    grid.asMultiSelect().addSelectionListener(change -> select(change.getAllSelectedItems()));
    SelectAll.offer(grid);
    contextMenu = new GridContextMenu<>(grid);
    contextMenu.setDynamicContentHandler(this::fillMenu);
  }

  private List<ClusterRow> fetch(Pageable page) {
    return rows.page(filter, SelectAll.capped(page));
  }

  void show(Filter wanted) {
    filter = wanted;
    grid.deselectAll();
    grid.getDataProvider().refreshAll();
  }

  /** The row with the focus, or the first one. */
  Optional<ClusterRow> current(Filter now) {
    return focused.or(() -> rows.page(now, PageRequest.of(0, 1)).stream().findFirst());
  }

  /** For the address and for downloads, which follow the order of the grid. */
  ClusterGrid grid() {
    return grid;
  }

  void mark(String id) {
    grid.mark(id);
  }

  void fit(boolean narrow, boolean withDetails) {
    grid.fit(narrow, withDetails);
  }

  /** Remembers whose row may look different; called on the thread that made the change. */
  boolean note(Change change) {
    if (change.kind().equals("cluster")) {
      changed.add(change.id());
      return true;
    }
    return change.kind().equals("job");
  }

  /** Reads again what changed: single rows while the order and number of rows stay. */
  void refresh(Filter now) {
    List<String> ids = List.copyOf(changed);
    changed.removeAll(ids);
    boolean whole =
        ids.isEmpty()
            || ids.size() > ROW_BY_ROW
            || !grid.getSortOrder().isEmpty()
            || rows.count(now) != total;
    List<ClusterRow> fresh = new ArrayList<>();
    ids.stream().limit(ROW_BY_ROW).forEach(id -> rows.row(id).ifPresent(fresh::add));
    if (whole) {
      grid.getDataProvider().refreshAll();
    } else {
      fresh.forEach(grid.getDataProvider()::refreshItem);
    }
    fresh.forEach(row -> selected.replace(row.id(), row.cluster()));
    bulk.show(selected.values(), total);
  }

  private void select(Set<ClusterRow> chosen) {
    Map<String, ClusterSummary> now = new LinkedHashMap<>();
    chosen.forEach(row -> now.put(row.id(), selected.getOrDefault(row.id(), row.cluster())));
    selected.clear();
    selected.putAll(now);
    bulk.show(selected.values(), total);
  }

  private boolean fillMenu(ClusterRow row) {
    if (row == null) {
      return false;
    }
    contextMenu.removeAll();
    List<List<ClusterMenu.Entry>> groups = menu.whole(row.cluster());
    for (List<ClusterMenu.Entry> group : groups) {
      if (group != groups.getFirst()) {
        contextMenu.addSeparator();
      }
      group.forEach(entry -> contextMenu.addItem(entry.line(), click -> entry.run().run()));
    }
    return true;
  }

  private void key(DomEvent event) {
    String key = event.getEventData().get("event.key").asString();
    focused
        .flatMap(row -> rows.row(row.id()))
        .map(ClusterRow::cluster)
        .ifPresent(cluster -> run(key, cluster));
  }

  private void run(String key, ClusterSummary cluster) {
    if (key.equals("Enter")) {
      UI.getCurrent().navigate("clusters/" + cluster.id());
      return;
    }
    for (ClusterAction action : ClusterAction.values()) {
      if (action.key().equalsIgnoreCase(key.equals("Delete") ? "Del" : key)) {
        menu.actions().run(action, List.of(cluster));
      }
    }
  }
}
