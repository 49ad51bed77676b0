package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RoutePrefix;
import com.vaadin.flow.router.RouterLayout;
import dev.rayport.base.Change;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.MainLayout;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobId;
import dev.rayport.job.JobService;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job's page: its head, and tabs that any room may add by a {@link JobTab} and a view with
 * {@code @Route(layout = JobLayout.class)}.
 */
@RoutePrefix("jobs/:" + JobLayout.PARAMETER)
@ParentLayout(MainLayout.class)
@PermitAll
public class JobLayout extends Div implements RouterLayout, BeforeEnterObserver, HasDynamicTitle {

  /** Route parameter that holds the job's id. */
  public static final String PARAMETER = "jobId";

  private final transient JobService jobs;
  private final JobHead head;
  private final JobReason reason = new JobReason();
  private final Tabs tabs = new Tabs();
  private final Div content = new Div();
  private final transient List<JobTab> doors;
  private final transient Map<Class<? extends Component>, Tab> byView = new LinkedHashMap<>();
  private transient Optional<JobDetails> shown = Optional.empty();

  JobLayout(JobService jobs, JobMenu menu, List<JobTab> doors, Broadcaster broadcaster) {
    this.jobs = jobs;
    this.doors = doors.stream().sorted(Comparator.comparingInt(JobTab::order)).toList();
    head = new JobHead(menu);
    addClassName("page");
    tabs.getElement().setAttribute("aria-label", "Parts of the job's page");
    content.addClassName("tabbody");
    addTabs();
    add(head, reason, tabs, content);
    broadcaster.onChange(this, this::concerns, this::refresh);
  }

  private boolean concerns(Change change) {
    return change.kind().startsWith("job")
        && shown
            .filter(details ->
                details.id().value().equals(change.id())
                    || details.chain().stream()
                        .anyMatch(job -> job.id().value().equals(change.id())))
            .isPresent();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String asked = event.getRouteParameters().get(PARAMETER).orElse("");
    shown = read(new JobId(asked));
    if (shown.isEmpty()) {
      event.rerouteToError(NotFoundException.class, "There is no job “%s” here.".formatted(asked));
      return;
    }
    show(shown.get());
    tabs.setSelectedTab(byView.get(event.getNavigationTarget()));
  }

  private Optional<JobDetails> read(JobId id) {
    try {
      return Optional.of(jobs.get(id));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private void addTabs() {
    for (JobTab door : doors) {
      Tab tab = new Tab(door.title());
      byView.put(door.view(), tab);
      tabs.add(tab);
    }
    tabs.addSelectedChangeListener(change -> {
      if (change.isFromClient()) {
        byView.forEach((view, tab) -> goTo(view, tab, change.getSelectedTab()));
      }
    });
  }

  private void goTo(Class<? extends Component> view, Tab tab, Tab chosen) {
    if (tab.equals(chosen)) {
      shown.ifPresent(details ->
          UI.getCurrent().navigate(view, new RouteParameters(PARAMETER, details.id().value())));
    }
  }

  @Override
  public void showRouterLayoutContent(HasElement view) {
    content.removeAll();
    content.add((Component) view);
    shown.ifPresent(this::tell);
  }

  @Override
  public void removeRouterLayoutContent(HasElement view) {
    content.removeAll();
  }

  private void refresh() {
    shown
        .flatMap(details -> read(details.id()))
        .ifPresent(details -> {
          shown = Optional.of(details);
          show(details);
          tell(details);
        });
  }

  private void show(JobDetails details) {
    head.show(details);
    reason.show(details);
  }

  private void tell(JobDetails details) {
    content
        .getChildren()
        .filter(ShowsJob.class::isInstance)
        .forEach(view -> ((ShowsJob) view).show(details));
  }

  @Override
  public String getPageTitle() {
    return shown.map(details -> details.summary().name()).orElse("Job");
  }
}
