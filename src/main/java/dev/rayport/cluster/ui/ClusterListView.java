package dev.rayport.cluster.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.component.splitlayout.SplitLayoutVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.base.ui.GridOrder;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All clusters of the tenant: list, filters, details beside it. */
@Route("clusters")
@PageTitle("Clusters")
@Menu(title = "Clusters", order = 10, icon = "server")
@PermitAll
class ClusterListView extends Div implements BeforeEnterObserver {

  private static final String QUERY = "q";
  private static final String SELECTED = "sel";
  private static final int NARROW = 1200;

  private final transient ClusterService clusters;
  private final transient ClusterRows rows;
  private final transient ClusterMenu menu;
  private final Segments<String> views;
  private final FilterBar bar;
  private final SilenceNote silence = new SilenceNote();
  private final Span total = new Span();
  private final ClusterTable table;
  private final ClusterPane pane;
  private final SplitLayout split;
  private final ListEmpty empty;
  private final transient CsvDownload<ClusterRow> csv = ClusterCsv.download();
  private boolean paneWanted;
  private boolean narrow;
  private transient Registration resizing = () -> {};

  ClusterListView(
      ClusterService clusters, ClusterRows rows, ClusterMenu menu, Broadcaster broadcaster) {
    this.clusters = clusters;
    this.rows = rows;
    this.menu = menu;
    addClassName("page");
    views = new Segments<>("Views", views()).asViews().onChange(this::go);
    bar =
        new FilterBar(
            "Filter clusters",
            "Filter by name, or type state: stage: owner: template:",
            ClusterSearch.fields(List.of()));
    bar.onChange(filter -> go(filter.toString()));
    total.addClassNames("sec", "s");
    pane = new ClusterPane(clusters, menu, () -> showPane(Optional.empty()));
    table = new ClusterTable(rows, menu, row -> showPane(Optional.of(row)));
    split = new SplitLayout(table, pane);
    split.addThemeVariants(SplitLayoutVariant.SMALL);
    split.addClassName("md");
    split.setSplitterPosition(74);
    empty = new ListEmpty(rows, this::go);
    GridOrder.onChange(table.grid(), this::sorted);
    add(PageHead.hiddenTitle("Clusters"), top(), filters(), silence, split, empty);
    broadcaster.onChange(this, table::note, this::refresh);
  }

  private List<Segments.Option<String>> views() {
    String me = CurrentUser.require().name();
    return List.of(
        new Segments.Option<>("", "Tenant"),
        new Segments.Option<>(new Filter.Token("owner", me).toString(), "Mine"),
        new Segments.Option<>("state:queued state:starting", "Starting or queued"),
        new Segments.Option<>("state:failed", "Failed"),
        new Segments.Option<>("stage:serving", "Serving"));
  }

  private Div top() {
    Span gap = new Span();
    gap.addClassName("sp");
    Div top = new Div(views, gap, csv.link());
    top.add(Actions.icon("panel-right", "Details", "]", this::togglePane));
    if (CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      Anchor create = Actions.link("plus", "New cluster", "c", "clusters/new");
      create.addClassName("p");
      top.add(create);
    }
    top.addClassName("listhead");
    return top;
  }

  private Div filters() {
    Div line = new Div(bar, total);
    line.addClassName("filters");
    return line;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    UI ui = event.getUI();
    narrow = ui.getPage().getExtendedClientDetails().getWindowInnerWidth() < NARROW;
    arrange();
    resizing =
        ui.getPage()
            .addBrowserWindowResizeListener(resize -> {
              narrow = resize.getWidth() < NARROW;
              arrange();
            });
  }

  @Override
  protected void onDetach(DetachEvent event) {
    resizing.remove();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    bar.setValue(parameters.getSingleParameter(QUERY).orElse(""));
    views.setValue(bar.value());
    GridOrder.apply(table.grid(), parameters.getSingleParameter(GridOrder.PARAMETER).orElse(""));
    table.show(bar.filter());
    bringToCsv();
    parameters
        .getSingleParameter(SELECTED)
        .flatMap(rows::row)
        .ifPresentOrElse(this::open, pane::showNothing);
    count();
  }

  private void bringToCsv() {
    Filter shown = bar.filter();
    csv.show(() -> rows.still(shown), GridOrder.sort(table.grid()));
  }

  private void sorted() {
    bringToCsv();
    replaceAddress(Optional.of(pane.shown()).filter(id -> !id.isEmpty()));
  }

  private void go(String q) {
    UI.getCurrent().navigate("clusters", new QueryParameters(parameters(q, Optional.empty())));
  }

  private Map<String, List<String>> parameters(String q, Optional<String> selected) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    if (!q.isEmpty()) {
      all.put(QUERY, List.of(q));
    }
    String order = GridOrder.of(table.grid());
    if (!order.isEmpty()) {
      all.put(GridOrder.PARAMETER, List.of(order));
    }
    selected.ifPresent(id -> all.put(SELECTED, List.of(id)));
    return all;
  }

  private void open(ClusterRow row) {
    pane.show(row);
    paneWanted = true;
    table.mark(row.id());
    arrange();
  }

  private void showPane(Optional<ClusterRow> row) {
    row.ifPresentOrElse(
        this::open,
        () -> {
          pane.showNothing();
          table.mark("");
          paneWanted = false;
          arrange();
        });
    if (!UI.getCurrent().getActiveViewLocation().getPath().equals("clusters")) {
      // The click was on a link and has led to another page already.
      return;
    }
    replaceAddress(row.map(ClusterRow::id));
  }

  private void replaceAddress(Optional<String> selected) {
    Map<String, List<String>> address = parameters(bar.value(), selected);
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("clusters", new QueryParameters(address)));
  }

  private void togglePane() {
    if (paneWanted) {
      showPane(Optional.empty());
    } else {
      table.current(bar.filter()).ifPresent(row -> showPane(Optional.of(row)));
    }
  }

  private void arrange() {
    split.setClassName("nopane", !paneWanted);
    split.setClassName("over", narrow && paneWanted);
    table.fit(narrow, paneWanted);
  }

  private void refresh() {
    table.refresh(bar.filter());
    if (!pane.shown().isEmpty()) {
      rows.row(pane.shown()).ifPresentOrElse(pane::show, () -> showPane(Optional.empty()));
    }
    count();
  }

  private void count() {
    silence.show(clusters.backendSilence());
    views().forEach(view -> views.setCount(view.value(), rows.count(filter(view.value()))));
    long found = rows.count(bar.filter());
    long all = rows.count(filter(""));
    total.setText(
        bar.filter().isEmpty()
            ? Words.upTo(all, "cluster", "clusters")
            : "%s of %s".formatted(Words.upTo(found), Words.upTo(all)));
    split.setVisible(found > 0);
    empty.show(bar.filter(), found, all);
  }

  private static Filter filter(String q) {
    return Filter.parse(
        q, ClusterSearch.fields(List.of()).stream().map(FilterBar.Field::name).toList());
  }
}
