package dev.rayport.job.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table of jobs: columns, how their cells look, the row's action and its menu. */
class JobGrid extends Grid<JobLine> {

  private static final String NAME =
      """
      <div class="gcell"><a class="name el" focus-target router-link tabindex="-1" \
      href="jobs/${item.id}">${item.name}</a>\
      <span class="tag" ?hidden="${!item.again}">${item.again}</span></div>\
      """;
  private static final String SAYS =
      "<span class=\"sec el\" title=\"${item.says}\">${item.says}</span>";
  private static final String CLUSTER =
      """
      <a class="sec el" router-link tabindex="-1" ?hidden="${!item.id}" \
      href="clusters/${item.id}">${item.name}</a>\
      <span class="mut el" ?hidden="${item.id}">${item.name}</span>\
      """;
  private static final String STARTED =
      "<time class=\"sec\" title=\"${item.exact}\">${item.text}</time>";
  private static final String DURATION =
      """
      <span class="num">${item.text}<rp-since ?hidden="${!item.from}" from="${item.from}">\
      </rp-since></span>\
      """;
  private static final String ACTIONS =
      """
      <div class="gcell rowacts"><button class="btn ${item.look} sm" ?hidden="${!item.label}" \
      data-key="${item.key}" @click="${act}" aria-label="${item.label} ${item.name}">%s\
      <span>${item.label}</span></button></div>\
      """
          .formatted(Icon.svg("${item.icon}"));

  private final transient JobMenu menu;
  private final List<Column<JobLine>> roomy;

  JobGrid(JobMenu menu) {
    this.menu = menu;
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.MULTI);
    setColumnReorderingAllowed(true);
    setSizeFull();
    getElement().setAttribute("aria-label", "Jobs");
    addColumn(name()).setHeader("Job").setKey("name").setFlexGrow(3).setWidth("150px");
    addColumn(state()).setHeader("State").setKey("state").setFlexGrow(0).setWidth("116px");
    addColumn(says())
        .setHeader("Progress or reason")
        .setKey("says")
        .setFlexGrow(3)
        .setWidth("170px");
    Column<JobLine> cluster = addColumn(cluster()).setHeader("Cluster").setKey("clusterName");
    cluster.setFlexGrow(1).setWidth("130px");
    Column<JobLine> owner =
        addColumn(
                LitRenderer.<JobLine>of("<span class=\"sec el\">${item.text}</span>")
                    .withProperty("text", row -> row.job().owner()))
            .setHeader("Owner")
            .setKey("owner")
            .setFlexGrow(0)
            .setWidth("100px");
    addColumn(started()).setHeader("Started").setKey("startedAt").setFlexGrow(0).setWidth("112px");
    addColumn(duration())
        .setHeader("Duration")
        .setKey("duration")
        .setTextAlign(ColumnTextAlign.END)
        .setFlexGrow(0)
        .setWidth("104px");
    addColumn(actions())
        .setHeader("Actions")
        .setKey("actions")
        .setTextAlign(ColumnTextAlign.END)
        .setFlexGrow(0)
        .setWidth("132px");
    getColumns().forEach(column -> column.setResizable(true));
    for (String key : List.of("name", "state", "clusterName", "owner", "startedAt")) {
      getColumnByKey(key).setSortProperty(key).setSortable(true);
    }
    roomy = List.of(cluster, owner);
    GridContextMenu<JobLine> context = addContextMenu();
    context.setDynamicContentHandler(row -> {
      if (row != null) {
        JobMenu.fill(context, menu.whole(row.job()));
      }
      return row != null;
    });
  }

  /** Hides what there is no room for. */
  void fit(boolean narrow) {
    roomy.forEach(column -> column.setVisible(!narrow));
  }

  private static LitRenderer<JobLine> name() {
    return LitRenderer.<JobLine>of(NAME)
        .withProperty("id", JobLine::id)
        .withProperty("name", row -> row.job().name())
        .withProperty("again", row -> again(row.job()));
  }

  /** “attempt 3”; empty for the first. */
  static String again(JobSummary job) {
    return job.chainNumber() > 1 ? "attempt " + job.chainNumber() : "";
  }

  private static LitRenderer<JobLine> state() {
    return LitRenderer.<JobLine>of(StateBadge.template("icon", "word", "tone"))
        .withProperty("icon", row -> JobLook.of(row.job()).icon())
        .withProperty("word", row -> JobLook.of(row.job()).word())
        .withProperty("tone", row -> JobLook.of(row.job()).tone().css());
  }

  private static LitRenderer<JobLine> says() {
    return LitRenderer.<JobLine>of(SAYS).withProperty("says", JobLine::says);
  }

  private static LitRenderer<JobLine> cluster() {
    return LitRenderer.<JobLine>of(CLUSTER)
        .withProperty("id", row -> row.job().clusterId().orElse(""))
        .withProperty("name", row -> row.job().clusterName());
  }

  private static LitRenderer<JobLine> started() {
    return LitRenderer.<JobLine>of(STARTED)
        .withProperty("text", row -> row.job().startedAt().map(Words::ago).orElse("–"))
        .withProperty("exact", row -> row.job().startedAt().map(Words::exact).orElse(""));
  }

  private static LitRenderer<JobLine> duration() {
    return LitRenderer.<JobLine>of(DURATION)
        .withProperty(
            "text", row -> took(row.job()).map(Words::duration).orElse(running(row) ? "" : "–"))
        .withProperty("from", row -> running(row) ? millis(row.job()) : "");
  }

  private LitRenderer<JobLine> actions() {
    return LitRenderer.<JobLine>of(ACTIONS)
        .withProperty("name", row -> row.job().name())
        .withProperty("label", row -> action(row).map(JobAction::label).orElse(""))
        .withProperty("icon", row -> action(row).map(JobAction::icon).orElse("circle"))
        .withProperty("key", row -> action(row).map(JobAction::key).orElse(""))
        .withProperty(
            "look", row -> JobLook.of(row.job()).tone() == dev.rayport.base.ui.Tone.ERR ? "" : "t")
        .withFunction(
            "act", row -> action(row).ifPresent(a -> menu.actions().run(a, List.of(row.job()))));
  }

  private Optional<JobAction> action(JobLine row) {
    return Optional.of(JobAction.mainFor(row.job()))
        .filter(a -> menu.actions().enabled(a, row.job()));
  }

  /** How long an ended job ran. */
  static Optional<Duration> took(JobSummary job) {
    return job.endedAt().flatMap(end -> job.startedAt().map(start -> Duration.between(start, end)));
  }

  private static boolean running(JobLine row) {
    return row.job().endedAt().isEmpty() && row.job().startedAt().isPresent();
  }

  private static String millis(JobSummary job) {
    return job.startedAt().map(start -> Long.toString(start.toEpochMilli())).orElse("");
  }
}
