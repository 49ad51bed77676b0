package dev.rayport.cluster.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.template.ui.StageTag;
import java.util.List;

/** The table of clusters: columns and how their cells look. */
class ClusterGrid extends Grid<ClusterRow> {

  private static final String NAME =
"""
      <div class="gcell"><a class="name el" focus-target router-link tabindex="-1" \
      href="clusters/${item.id}">${item.name}</a><span class="changed" ?hidden="${!item.changed}" \
title="Changed outside of Rayport"><svg class="i i14" role="img" \
aria-label="Changed outside of Rayport"><use href="assets/icons.svg#git-compare"></use>\
</svg></span><span class="tag" ?hidden="${!item.readonly}" \
title="Made outside of Rayport, only shown here">read-only</span></div>\
""";
  private static final String STAGE =
      """
      <span class="tag"><svg class="i i14" aria-hidden="true">\
      <use href="assets/icons.svg#${item.icon}"></use></svg>${item.word}</span>\
      """;
  private static final String STATE =
      """
      <div class="gcell"><span class="st ${item.tone}"><svg class="i ${item.turns}" \
      aria-hidden="true"><use href="assets/icons.svg#${item.icon}"></use></svg>${item.word}</span>\
      <span class="mut s el" title="${item.says}">${item.says}</span></div>\
      """;
  private static final String CALM = "<span class=\"num ${item.css}\">${item.text}</span>";
  private static final String TIME = "<time title=\"${item.exact}\">${item.text}</time>";

  /** Cells are drawn anew when columns come or go; the row that had the focus gets it back. */
  private static final String KEEP_FOCUS =
      """
      const index = this.shadowRoot.activeElement?.closest('tr')?.index;
      if (index === undefined) return;
      setTimeout(() => [...this.shadowRoot.querySelectorAll('tbody tr')]
        .find(row => row.index === index)?.children[1]?.focus({ preventScroll: true }), 80);
      """;

  private final List<Column<ClusterRow>> roomy;
  private final Column<ClusterRow> cpu;

  ClusterGrid() {
    super();
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.MULTI);
    setColumnReorderingAllowed(true);
    setSizeFull();
    getElement().setAttribute("aria-label", "Clusters");
    addColumn(name()).setHeader("Name").setKey("name").setFlexGrow(1).setWidth("150px");
    addColumn(stage()).setHeader("Stage").setKey("stage").setFlexGrow(0).setWidth("132px");
    addColumn(state()).setHeader("State").setKey("state").setFlexGrow(2).setWidth("190px");
    number("Workers", "workers", ClusterGrid::workers, "84px");
    number("GPU", "gpus", row -> orDash(row.cluster().gpus()), "58px");
    cpu = number("CPU", "cpus", row -> cores(row.cluster().cpus()), "58px");
    Column<ClusterRow> memory =
        number("Memory", "memory", row -> Words.bytes(row.cluster().memory().bytes()), "84px");
    addColumn(stops()).setHeader("Stops").setKey("stops").setFlexGrow(0).setWidth("92px");
    Column<ClusterRow> age = addColumn(age()).setHeader("Created").setKey("createdAt");
    age.setFlexGrow(0).setWidth("102px");
    Column<ClusterRow> owner = text("Owner", "owner", row -> row.cluster().owner());
    Column<ClusterRow> template = text("Template", "template", row -> row.cluster().template());
    template.setWidth("146px");
    roomy = List.of(memory, age, owner, template);
    getColumns().forEach(column -> column.setResizable(true));
    sortInDatabase();
    setPartNameGenerator(row -> row.id().equals(open) ? "active-row-cell" : null);
  }

  private String open = "";

  /** Marks the row that the detail pane shows; empty for none. */
  void mark(String id) {
    open = id;
    getDataCommunicator().reset();
  }

  /**
   * Shows as many columns as there is room for.
   *
   * @param narrow below the width at which list and details stand side by side
   */
  void fit(boolean narrow, boolean withDetails) {
    boolean room = !narrow && !withDetails;
    if (roomy.getFirst().isVisible() != room) {
      getElement().executeJs(KEEP_FOCUS);
    }
    roomy.forEach(column -> column.setVisible(room));
    cpu.setVisible(!narrow);
  }

  /** Lets the database sort by what has a column there. */
  private void sortInDatabase() {
    getColumns().forEach(column -> column.setSortProperty(column.getKey()));
    getColumnByKey("workers").setSortProperty("workersReady");
    getColumnByKey("stops").setSortProperty("stopsAt");
  }

  private Column<ClusterRow> number(
      String header, String key, ValueProvider<ClusterRow, String> text, String width) {
    return addColumn(
            LitRenderer.<ClusterRow>of(CALM)
                .withProperty("text", text)
                .withProperty("css", row -> lacking(row) && key.equals("workers") ? "warn" : ""))
        .setHeader(header)
        .setKey(key)
        .setTextAlign(ColumnTextAlign.END)
        .setFlexGrow(0)
        .setWidth(width);
  }

  private Column<ClusterRow> text(
      String header, String key, ValueProvider<ClusterRow, String> text) {
    return addColumn(
            LitRenderer.<ClusterRow>of("<span class=\"el\">${item.text}</span>")
                .withProperty("text", text))
        .setHeader(header)
        .setKey(key)
        .setFlexGrow(0)
        .setWidth("92px");
  }

  private static LitRenderer<ClusterRow> name() {
    return LitRenderer.<ClusterRow>of(NAME)
        .withProperty("id", ClusterRow::id)
        .withProperty("name", row -> row.cluster().name())
        .withProperty("readonly", row -> row.cluster().readOnly())
        .withProperty("changed", row -> row.cluster().drifted());
  }

  private static LitRenderer<ClusterRow> stage() {
    return LitRenderer.<ClusterRow>of(STAGE)
        .withProperty("icon", row -> StageTag.icon(row.cluster().stage()))
        .withProperty("word", row -> row.cluster().stage().word());
  }

  private static LitRenderer<ClusterRow> state() {
    return LitRenderer.<ClusterRow>of(STATE)
        .withProperty("icon", row -> ClusterLook.of(row.cluster()).icon())
        .withProperty("word", row -> ClusterLook.of(row.cluster()).word())
        .withProperty("tone", row -> ClusterLook.of(row.cluster()).tone().css())
        .withProperty("turns", row -> ClusterLook.of(row.cluster()).turns() ? "spin" : "")
        .withProperty("says", ClusterRow::says);
  }

  private static LitRenderer<ClusterRow> stops() {
    return LitRenderer.<ClusterRow>of(CALM)
        .withProperty("text", row -> StopTime.brief(row.cluster()))
        .withProperty("css", row -> StopTime.soon(row.cluster()) ? "warn b" : "sec");
  }

  private static LitRenderer<ClusterRow> age() {
    return LitRenderer.<ClusterRow>of(TIME)
        .withProperty("text", row -> Words.ago(row.cluster().createdAt()))
        .withProperty("exact", row -> Words.exact(row.cluster().createdAt()));
  }

  private static boolean lacking(ClusterRow row) {
    return !ended(row) && row.cluster().workersReady() < row.cluster().workersDesired();
  }

  private static boolean ended(ClusterRow row) {
    ClusterState state = row.cluster().state();
    return state == ClusterState.STOPPED || state == ClusterState.FAILED;
  }

  static String workers(ClusterRow row) {
    int desired = row.cluster().workersDesired();
    if (desired > 0 && ended(row)) {
      return Integer.toString(desired);
    }
    return desired == 0 ? "–" : row.cluster().workersReady() + " / " + desired;
  }

  private static String orDash(int amount) {
    return amount == 0 ? "–" : Integer.toString(amount);
  }

  static String cores(double cpus) {
    return cpus == Math.rint(cpus) ? Long.toString((long) cpus) : Double.toString(cpus);
  }
}
