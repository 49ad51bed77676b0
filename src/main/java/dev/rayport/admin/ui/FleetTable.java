package dev.rayport.admin.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.rayport.admin.FleetAction;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetSum;
import dev.rayport.admin.Prices;
import dev.rayport.base.ui.Icon;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.data.domain.Pageable;

/** The table with its groups and its selection. */
class FleetTable extends Div {

  private final FleetGrid grid = new FleetGrid(this::fold);
  private final FleetBulkBar bulk;
  private final Div empty = new Div(Icon.of("list-filter"), new H2("No cluster fits"));
  private final Set<String> closed = new HashSet<>();
  private final transient Map<String, FleetCluster> selected = new LinkedHashMap<>();
  private transient List<FleetCluster> found = List.of();
  private transient Grouping grouping = Grouping.TENANT;
  private transient List<FleetRow> rows = List.of();
  private transient Optional<Prices> prices = Optional.empty();
  private boolean selecting;

  FleetTable(BiConsumer<FleetAction, List<FleetCluster>> ask) {
    addClassName("pane");
    bulk = new FleetBulkBar(ask, this::clear);
    empty.addClassName("empty");
    empty.add(new Span("Take something out of the filter, or wait until somebody starts one."));
    add(grid, bulk, empty);
    grid.setItemsPageable(this::fetch, page -> rows.size()).setIdentifierProvider(FleetRow::id);
    grid.asMultiSelect()
        .addSelectionListener(
            change -> select(change.getAllSelectedItems(), change.isFromClient()));
  }

  FleetGrid grid() {
    return grid;
  }

  void fit(boolean narrow) {
    grid.fit(narrow);
  }

  void show(List<FleetCluster> clusters, Grouping by, FleetSum all, Optional<Prices> known) {
    found = clusters;
    grouping = by;
    prices = known;
    grid.about(all, by, known);
    arrange();
    Map<String, FleetCluster> now = new HashMap<>();
    ordered().forEach(each -> now.put(id(each), each));
    selected.keySet().retainAll(now.keySet());
    selected.replaceAll((id, old) -> now.get(id));
    // The grid keeps what is gone, and heads of groups that grew: with the next tick they came
    // back.
    mark();
    bulk.show(selected.values(), prices);
  }

  /** All that are found, in the order of the table, whether their group is open or not. */
  List<FleetCluster> ordered() {
    return grouping.rows(found, grid.order(), Set.of()).stream()
        .flatMap(row -> row.cluster().stream())
        .toList();
  }

  void clear() {
    grid.deselectAll();
  }

  private void arrange() {
    rows = grouping.rows(found, grid.order(), closed);
    grid.setVisible(!rows.isEmpty());
    empty.setVisible(rows.isEmpty());
    grid.getDataProvider().refreshAll();
  }

  private List<FleetRow> fetch(Pageable page) {
    return rows.stream().skip(page.getOffset()).limit(page.getPageSize()).toList();
  }

  private void fold(FleetRow head) {
    if (!closed.remove(head.label())) {
      closed.add(head.label());
    }
    arrange();
  }

  /** A head stands for all of its clusters: chosen with it, and let go with it. */
  private void select(Set<FleetRow> chosen, boolean byUser) {
    if (selecting) {
      return;
    }
    Set<String> ids = chosen.stream().map(FleetRow::id).collect(Collectors.toSet());
    Map<String, FleetCluster> before = new LinkedHashMap<>(selected);
    selected.clear();
    chosen.forEach(row -> row.cluster().ifPresent(each -> selected.put(id(each), each)));
    if (byUser) {
      for (FleetRow head : heads()) {
        boolean was = before.keySet().containsAll(members(head));
        if (ids.contains(head.id()) && !was) {
          head.sum().clusters().forEach(each -> selected.put(id(each), each));
        } else if (!ids.contains(head.id())
            && was
            && selected.keySet().containsAll(members(head))) {
          members(head).forEach(selected::remove);
        }
      }
    }
    mark();
    bulk.show(selected.values(), prices);
  }

  private void mark() {
    Set<FleetRow> marked = new HashSet<>();
    selected.values().forEach(each -> marked.add(FleetRow.of(each)));
    heads().stream()
        .filter(head -> selected.keySet().containsAll(members(head)))
        .forEach(marked::add);
    selecting = true;
    try {
      grid.asMultiSelect().setValue(marked);
    } finally {
      selecting = false;
    }
  }

  private List<FleetRow> heads() {
    return rows.stream().filter(FleetRow::isHead).toList();
  }

  private static Set<String> members(FleetRow head) {
    return head.sum().clusters().stream().map(FleetTable::id).collect(Collectors.toSet());
  }

  private static String id(FleetCluster each) {
    return each.summary().id().value();
  }
}
