package dev.rayport.admin.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetSum;
import dev.rayport.admin.Prices;
import dev.rayport.admin.Use;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ui.ClusterLook;
import dev.rayport.cluster.ui.StopTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The table of all clusters: columns and how their cells look. */
class FleetGrid extends Grid<FleetRow> {

  private static final String NAME =
      """
      <div class="gcell"><button class="fold-it" ?hidden="${!item.head}" @click="${fold}" \
      aria-expanded="${item.open}" aria-label="Clusters of ${item.name}"><svg class="i i14" \
      aria-hidden="true"><use href="assets/icons.svg#${item.chevron}"></use></svg></button>\
      <span class="el ${item.css}" title="${item.title}">${item.name}</span>\
      <span class="mut s el" ?hidden="${!item.tenant}">${item.tenant}</span></div>\
      """;
  private static final String STATE =
      """
      <div class="gcell"><span class="st ${item.tone}" ?hidden="${!item.icon}">\
      <svg class="i ${item.turns}" aria-hidden="true"><use href="assets/icons.svg#${item.icon}">\
      </use></svg>${item.word}</span>\
      <span class="mut s el" title="${item.says}">${item.says}</span></div>\
      """;
  private static final String METER =
      """
      <span class="mt ${item.level}" title="${item.title}"><span><i \
      style="width:${item.share}%"></i></span>${item.text}</span>\
      """;
  private static final String TEXT =
      "<span class=\"el ${item.css}\" title=\"${item.title}\">${item.text}</span>";
  private static final Duration LONG = Duration.ofHours(1);

  private final Map<Column<FleetRow>, Comparator<FleetCluster>> orders = new LinkedHashMap<>();
  private final Column<FleetRow> gpu;
  private final Column<FleetRow> idle;
  private final List<Column<FleetRow>> roomy;
  private boolean namesTenants;
  private transient Optional<Prices> prices = Optional.empty();

  FleetGrid(Consumer<FleetRow> fold) {
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.MULTI);
    setSizeFull();
    getElement().setAttribute("aria-label", "All clusters");
    addColumn(
            LitRenderer.<FleetRow>of(NAME)
                .withProperty("head", FleetRow::isHead)
                .withProperty("open", row -> String.valueOf(row.open()))
                .withProperty("chevron", row -> row.open() ? "chevron-down" : "chevron-right")
                .withProperty("css", row -> row.isHead() ? "b" : "name in")
                .withProperty("name", FleetGrid::name)
                .withProperty("title", FleetGrid::title)
                .withProperty("tenant", this::tenant)
                .withFunction("fold", fold::accept))
        .setHeader("Tenant / cluster")
        .setKey("name")
        .setFlexGrow(2)
        .setWidth("150px");
    addColumn(state()).setHeader("State").setKey("state").setFlexGrow(2).setWidth("176px");
    gpu = meter("GPU used", "gpus", "96px", FleetMeter::gpus);
    meter("CPU used", "cpus", "100px", FleetMeter::cpus);
    Column<FleetRow> memory = meter("Memory used", "memory", "120px", FleetMeter::memory);
    idle = text("Idle for", "idle", "88px", FleetGrid::idle, FleetGrid::idleTone);
    text("Waste / d", "waste", "96px", this::waste, FleetGrid::strong);
    text("Cost / d", "cost", "90px", row -> money(row.sum().costPerDay()), FleetGrid::strong);
    Column<FleetRow> owner = text("Owner", "owner", "84px", FleetGrid::owner, row -> "");
    Column<FleetRow> since = text("Created", "createdAt", "92px", FleetGrid::created, row -> "");
    Column<FleetRow> stops = text("Stops", "stops", "84px", FleetGrid::stops, row -> "");
    List.of("idle", "waste", "cost")
        .forEach(key -> getColumnByKey(key).setTextAlign(ColumnTextAlign.END));
    roomy = List.of(memory, owner, since, stops);
    getColumns().forEach(column -> column.setResizable(true));
    sortable();
    setPartNameGenerator(row -> row.isHead() ? "group-row" : null);
  }

  private void sortable() {
    order("name", Comparator.comparing(each -> each.summary().name()));
    order("state", Comparator.comparing(each -> ClusterLook.of(each.summary()).word()));
    order("gpus", Comparator.comparingInt(each -> each.holds().allGpus()));
    order("cpus", Comparator.comparingDouble(each -> each.holds().cpus()));
    order("memory", Comparator.comparingLong(each -> each.holds().memory()));
    order("idle", FleetCluster.BY_IDLE);
    order("waste", FleetCluster.BY_WASTE);
    order("cost", FleetCluster.BY_COST);
    order("owner", Comparator.comparing(each -> each.summary().owner()));
    order("createdAt", Comparator.comparing(each -> each.summary().createdAt()));
  }

  private void order(String key, Comparator<FleetCluster> by) {
    Column<FleetRow> column = getColumnByKey(key);
    column.setSortProperty(key);
    orders.put(column, by);
  }

  /** As the heads of the columns say; of equals nothing is said. */
  Comparator<FleetCluster> order() {
    Comparator<FleetCluster> all = (one, other) -> 0;
    for (var sorted : getSortOrder()) {
      Comparator<FleetCluster> by = orders.getOrDefault(sorted.getSorted(), all);
      all =
          all.thenComparing(sorted.getDirection() == SortDirection.DESCENDING ? by.reversed() : by);
    }
    return all;
  }

  /** Leaves out columns about which there is nothing to say. */
  void about(FleetSum all, Grouping grouping, Optional<Prices> known) {
    prices = known;
    namesTenants = grouping != Grouping.TENANT;
    getColumnByKey("name").setHeader(grouping.head());
    gpu.setVisible(all.gpus() > 0);
    getColumnByKey("waste").setVisible(known.isPresent());
    getColumnByKey("cost").setVisible(known.isPresent());
    idle.setWidth(known.isPresent() ? "88px" : "108px");
  }

  void fit(boolean narrow) {
    roomy.forEach(column -> column.setVisible(!narrow));
  }

  private Column<FleetRow> text(
      String header,
      String key,
      String width,
      ValueProvider<FleetRow, String> text,
      ValueProvider<FleetRow, String> css) {
    return addColumn(
            LitRenderer.<FleetRow>of(TEXT)
                .withProperty("text", text)
                .withProperty("title", text)
                .withProperty("css", css))
        .setHeader(header)
        .setKey(key)
        .setFlexGrow(0)
        .setWidth(width);
  }

  private Column<FleetRow> meter(
      String header, String key, String width, ValueProvider<FleetRow, FleetMeter> meter) {
    return addColumn(
            LitRenderer.<FleetRow>of(METER)
                .withProperty("level", row -> meter.apply(row).level())
                .withProperty("share", row -> meter.apply(row).share())
                .withProperty("title", row -> meter.apply(row).title())
                .withProperty("text", row -> meter.apply(row).text()))
        .setHeader(header)
        .setKey(key)
        .setFlexGrow(0)
        .setWidth(width);
  }

  private static String name(FleetRow row) {
    return row.cluster().map(each -> each.summary().name()).orElse(row.label());
  }

  private String tenant(FleetRow row) {
    return row.cluster()
        .filter(each -> namesTenants)
        .map(each -> each.summary().tenant())
        .orElse("");
  }

  private static String title(FleetRow row) {
    return row.cluster()
        .map(each ->
            "%s of %s in %s, from %s"
                .formatted(
                    each.summary().name(),
                    each.summary().owner(),
                    each.summary().tenant(),
                    each.summary().template()))
        .orElse(row.label());
  }

  private static LitRenderer<FleetRow> state() {
    return LitRenderer.<FleetRow>of(STATE)
        .withProperty("icon", row -> look(row).map(ClusterLook::icon).orElse(""))
        .withProperty("word", row -> look(row).map(ClusterLook::word).orElse(""))
        .withProperty("tone", row -> look(row).map(look -> look.tone().css()).orElse(""))
        .withProperty(
            "turns", row -> look(row).filter(ClusterLook::turns).isPresent() ? "spin" : "")
        .withProperty("says", FleetGrid::says);
  }

  private static Optional<ClusterLook> look(FleetRow row) {
    return row.cluster().map(each -> ClusterLook.of(each.summary()));
  }

  static String says(FleetRow row) {
    if (row.cluster().isEmpty()) {
      long idle = row.sum().idle();
      String all = Words.count(row.sum().clusters().size(), "cluster", "clusters");
      return idle == 0 ? all : all + ", " + Words.count(idle) + " idle";
    }
    return row.cluster()
        .get()
        .use()
        .flatMap(Use::silentSince)
        .map(since -> "Unreachable since " + Words.time(since))
        .orElseGet(() -> row.cluster().get().summary().reason().lines().findFirst().orElse(""));
  }

  private static String idle(FleetRow row) {
    return row.cluster().map(each -> each.idleFor().map(Words::duration).orElse("–")).orElse("");
  }

  private static String idleTone(FleetRow row) {
    return row.cluster()
            .flatMap(FleetCluster::idleFor)
            .filter(time -> time.compareTo(LONG) >= 0)
            .isPresent()
        ? "warn b"
        : "";
  }

  /** Of what was not measured nobody knows. */
  private String waste(FleetRow row) {
    boolean known = row.sum().measured() || row.sum().idle() > 0;
    return known ? money(row.sum().wastePerDay()) : "–";
  }

  private String money(double perDay) {
    return FleetWords.money(perDay, prices);
  }

  private static String strong(FleetRow row) {
    return row.isHead() ? "b" : "";
  }

  private static String owner(FleetRow row) {
    return row.cluster().map(each -> each.summary().owner()).orElse("");
  }

  private static String created(FleetRow row) {
    return row.cluster().map(each -> Words.ago(each.summary().createdAt())).orElse("");
  }

  private static String stops(FleetRow row) {
    return row.cluster().map(each -> StopTime.brief(each.summary())).orElse("");
  }
}
