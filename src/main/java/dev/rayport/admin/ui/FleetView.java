package dev.rayport.admin.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.rayport.admin.Banners;
import dev.rayport.admin.FleetAction;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetService;
import dev.rayport.admin.FleetSum;
import dev.rayport.admin.Prices;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.base.ui.GridOrder;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.TenantService;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Clusters of all tenants: what they hold, use, cost and waste, and what to do about it. */
@Route("admin")
@PageTitle("All clusters")
@Menu(title = "All clusters", order = 105, icon = "shield")
@RolesAllowed("ADMINISTRATOR")
class FleetView extends Div implements BeforeEnterObserver {

  private static final String ROUTE = "admin";
  private static final String QUERY = "q";
  private static final String GROUP = "by";
  private static final int NARROW = 1200;
  private static final Set<String> NEWS = Set.of("cluster", "use", "tenant");

  private final transient FleetService fleet;
  private final transient Banners banners;
  private final transient TenantService tenants;
  private final transient Optional<Prices> prices;
  private final FleetStrip strip = new FleetStrip();
  private final Segments<Grouping> grouping;
  private final FilterBar filter;
  private final Span found = new Span();
  private final FleetTable table;
  private final transient CsvDownload<FleetCluster> csv;
  private transient List<FleetCluster> shown = List.of();
  private transient Registration resizing = () -> {};

  FleetView(FleetService fleet, Banners banners, TenantService tenants, Broadcaster broadcaster) {
    this.fleet = fleet;
    this.banners = banners;
    this.tenants = tenants;
    this.prices = fleet.prices();
    this.csv = FleetCsv.download(prices.isPresent());
    addClassName("page");
    grouping =
        new Segments<>(
                "Arrangement",
                Stream.of(Grouping.values())
                    .map(each -> new Segments.Option<>(each, each.label()))
                    .toList())
            .onChange(chosen -> rearranged());
    filter =
        new FilterBar(
            "Filter all clusters",
            "Filter tenants, clusters, owners; idle:>1h cost:>50…",
            FleetSearch.fields());
    filter.onChange(changed -> rearranged());
    table = new FleetTable(this::ask);
    GridOrder.onChange(table.grid(), this::rearranged);
    found.addClassNames("sec", "s");
    add(PageHead.hiddenTitle("All clusters"), strip, bar(), table);
    broadcaster.onChangeAnywhere(this, change -> NEWS.contains(change.kind()), this::refresh);
  }

  private Div bar() {
    Div bar =
        new Div(
            grouping,
            filter,
            found,
            Actions.icon("info", "Message to users", "", this::speak),
            Actions.icon("wallet", "Prices", "", () -> new PricesDialog(prices).open()),
            csv.link());
    bar.addClassName("filters");
    return bar;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    filter.setValue(parameters.getSingleParameter(QUERY).orElse(""));
    grouping.setValue(Grouping.ofWord(parameters.getSingleParameter(GROUP).orElse("")));
    GridOrder.apply(table.grid(), parameters.getSingleParameter(GridOrder.PARAMETER).orElse(""));
    refresh();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    UI ui = event.getUI();
    table.fit(ui.getPage().getExtendedClientDetails().getWindowInnerWidth() < NARROW);
    resizing =
        ui.getPage()
            .addBrowserWindowResizeListener(resize -> table.fit(resize.getWidth() < NARROW));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    resizing.remove();
  }

  private void rearranged() {
    Map<String, List<String>> address = new LinkedHashMap<>();
    if (grouping.value() != Grouping.TENANT) {
      address.put(GROUP, List.of(grouping.value().word()));
    }
    if (!filter.value().isEmpty()) {
      address.put(QUERY, List.of(filter.value()));
    }
    String order = GridOrder.of(table.grid());
    if (!order.isEmpty()) {
      address.put(GridOrder.PARAMETER, List.of(order));
    }
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location(ROUTE, new QueryParameters(address)));
    refresh();
  }

  private void refresh() {
    List<FleetCluster> all = fleet.living();
    FleetSum sum = new FleetSum(all);
    strip.show(sum, prices, fleet.totalCores());
    shown = all.stream().filter(FleetSearch.condition(filter.filter())).toList();
    table.show(shown, grouping.value(), sum, prices);
    found.setText(words(shown.size(), all.size()));
    csv.show(() -> page -> stretch(page), Sort.unsorted());
  }

  private static String words(int found, int all) {
    String most = all >= FleetService.MOST ? ", the newest" : "";
    return found == all
        ? Words.count(all, "cluster", "clusters") + most
        : "%s of %s%s".formatted(Words.count(found), Words.count(all), most);
  }

  private List<FleetCluster> stretch(Pageable page) {
    return table.ordered().stream().skip(page.getOffset()).limit(page.getPageSize()).toList();
  }

  private void speak() {
    List<String> all = tenants.list().stream().map(each -> each.id().value()).toList();
    new BannerDialog(banners, all).open();
  }

  private void ask(FleetAction action, List<FleetCluster> chosen) {
    new FleetDialog(fleet, action, chosen, table::clear).open();
  }
}
