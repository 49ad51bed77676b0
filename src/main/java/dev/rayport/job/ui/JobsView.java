package dev.rayport.job.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.Page;
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
import dev.rayport.base.ui.EmptyState;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.base.ui.GridOrder;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.ReasonSource;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** All jobs of the tenant, as views with filters; what is shown stands in the address. */
@Route("jobs")
@PageTitle("Jobs")
@Menu(title = "Jobs", order = 20, icon = "list-checks")
@PermitAll
class JobsView extends Div implements BeforeEnterObserver {

  private static final int NARROW = 1200;

  private final transient JobService jobs;
  private final transient CurrentUser user = CurrentUser.require();
  private final JobTable table;
  private final FilterBar filter =
      new FilterBar(
          "Filter jobs", "Filter by name, or type state: owner: cluster:", JobFilter.FIELDS);
  private final Segments<JobsShown> views =
      new Segments<>(
              "Views",
              Stream.of(JobsShown.values()).map(v -> new Segments.Option<>(v, v.label())).toList())
          .asViews();
  private final Span summary = new Span();
  private final Div empty = new Div();
  private final transient CsvDownload<JobLine> csv = JobCsv.download();
  private transient Registration resizing = () -> {};

  JobsView(
      JobService jobs,
      JobMenu menu,
      ObjectProvider<ReasonSource> reasons,
      Broadcaster broadcaster) {
    this.jobs = jobs;
    table = new JobTable(jobs, menu, reasons.stream().toList());
    addClassName("page");
    views.onChange(chosen -> changed());
    filter.onChange(written -> changed());
    GridOrder.onChange(table.grid(), this::changed);
    summary.addClassNames("mut", "s", "nw");
    empty.addClassName("gridbody");
    add(PageHead.hiddenTitle("Jobs"), head(), filters(), table, empty);
    broadcaster.onChange(this, table::note, () -> fold(table.refresh()));
  }

  private Component head() {
    Span gap = new Span();
    gap.addClassName("sp");
    Div head = new Div(views, gap, csv.link());
    if (user.role().atLeast(Role.RESEARCHER)) {
      var submit = Actions.link("play", "Submit job", "j", "jobs/new");
      submit.addClassName("p");
      head.add(submit);
    }
    head.addClassName("listhead");
    return head;
  }

  private Component filters() {
    Div line = new Div(filter, summary);
    line.addClassName("filters");
    return line;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    Page page = event.getUI().getPage();
    table.grid().fit(page.getExtendedClientDetails().getWindowInnerWidth() < NARROW);
    resizing =
        page.addBrowserWindowResizeListener(resize -> table.grid().fit(resize.getWidth() < NARROW));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    resizing.remove();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, List<String>> query = event.getLocation().getQueryParameters().getParameters();
    views.setValue(JobsShown.ofWord(first(query, "view")));
    filter.setValue(first(query, "q"));
    GridOrder.apply(table.grid(), first(query, GridOrder.PARAMETER));
    show();
  }

  private void show() {
    csv.show(table::still, GridOrder.sort(table.grid()));
    fold(table.show(query()));
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse("");
  }

  private JobQuery query() {
    return JobFilter.narrow(viewed(views.value()), filter.filter());
  }

  private JobQuery viewed(JobsShown shown) {
    Instant today =
        LocalDate.now(ZoneId.systemDefault()).atStartOfDay(ZoneId.systemDefault()).toInstant();
    return shown.query(user.name(), today);
  }

  private void changed() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (views.value() != JobsShown.TENANT) {
      parameters.put("view", views.value().word());
    }
    if (!filter.value().isEmpty()) {
      parameters.put("q", filter.value());
    }
    String order = GridOrder.of(table.grid());
    if (!order.isEmpty()) {
      parameters.put(GridOrder.PARAMETER, order);
    }
    UI.getCurrent()
        .getPage()
        .getHistory()
        .pushState(null, new Location("jobs", QueryParameters.simple(parameters)));
    show();
  }

  private void fold(long found) {
    for (JobsShown shown : JobsShown.values()) {
      views.setCount(shown, jobs.count(viewed(shown)));
    }
    summary.setText(Words.upTo(found, "job", "jobs"));
    table.setVisible(found > 0);
    empty.setVisible(found == 0);
    empty.removeAll();
    if (found == 0) {
      empty.add(nothing());
    }
  }

  private EmptyState nothing() {
    boolean narrowed = !filter.value().isEmpty() || views.value() != JobsShown.TENANT;
    if (narrowed) {
      return new EmptyState(
          "list-filter",
          "No job fits",
          "This view shows “%s”%s. The tenant has %s."
              .formatted(
                  views.value().label(),
                  filter.value().isEmpty() ? "" : " with the filter " + filter.value(),
                  Words.upTo(jobs.count(JobQuery.all()), "job", "jobs")),
          Actions.link("list-checks", "Show all jobs", "", "jobs"));
    }
    return new EmptyState(
        "list-checks",
        "No jobs yet",
        "A job runs a command with its files and packages on a cluster, and keeps its log and spec.",
        user.role().atLeast(Role.RESEARCHER)
            ? new Component[] {Actions.link("play", "Submit a job", "", "jobs/new")}
            : new Component[0]);
  }
}
