package dev.rayport.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.DomEvent;
import dev.rayport.base.Change;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.ReasonSource;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.job.JobId;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.data.domain.Pageable;

/** The grid of jobs with its bulk bar, keys and news. */
class JobTable extends Div {

  /** More news than this at once are read as one page instead of row by row. */
  private static final int ROW_BY_ROW = 20;

  private static final String KEYS =
      "['Enter','r','R','s','S'].includes(event.key) && !event.ctrlKey && !event.metaKey";

  private final transient JobService jobs;
  private final transient JobActions actions;
  private final transient List<ReasonSource> reasons;
  private final JobGrid grid;
  private final BulkBar bulk;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private transient Optional<JobLine> focused = Optional.empty();
  private transient JobQuery query = JobQuery.all();
  private long total = -1;

  JobTable(JobService jobs, JobMenu menu, List<ReasonSource> reasons) {
    this.jobs = jobs;
    this.actions = menu.actions();
    this.reasons = reasons;
    grid = new JobGrid(menu);
    bulk = new BulkBar(grid, actions, () -> total);
    grid.setItemsPageable(
        page -> read(query, SelectAll.capped(page)), page -> SelectAll.scrolled(jobs.count(query)));
    SelectAll.offer(grid);
    grid.addCellFocusListener(focus -> focused = focus.getItem());
    grid.getElement()
        .addEventListener("keydown", this::key)
        .setFilter(KEYS)
        .addEventData("event.key");
    addClassName("gridbody");
    add(grid, bulk);
  }

  JobGrid grid() {
    return grid;
  }

  /** Shows what fits; returns how many there are. */
  long show(JobQuery wanted) {
    if (!wanted.equals(query)) {
      grid.deselectAll();
    }
    query = wanted;
    total = jobs.count(query);
    grid.getDataProvider().refreshAll();
    return total;
  }

  /** Pages of the list as it is now: jobs that come meanwhile do not shift it. */
  Function<Pageable, List<JobLine>> still() {
    JobQuery now = query.until(Instant.now());
    return page -> read(now, page);
  }

  private List<JobLine> read(JobQuery wanted, Pageable page) {
    return JobLine.of(jobs.list(wanted, page), reasons);
  }

  /** Remembers whose row may look different; called on the thread that made the change. */
  boolean note(Change change) {
    return change.kind().startsWith("job") && changed.add(change.id());
  }

  /** Reads again what changed: single rows while the order and number of rows stay. */
  long refresh() {
    List<String> ids = List.copyOf(changed);
    ids.forEach(changed::remove);
    long now = jobs.count(query);
    if (now != total || ids.size() > ROW_BY_ROW || !grid.getSortOrder().isEmpty()) {
      total = now;
      grid.getDataProvider().refreshAll();
    } else {
      JobLine.of(ids.stream().flatMap(id -> read(id).stream()).toList(), reasons)
          .forEach(grid.getDataProvider()::refreshItem);
    }
    bulk.show();
    return total;
  }

  private Optional<JobSummary> read(String id) {
    try {
      return Optional.of(jobs.get(new JobId(id)).summary());
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }

  private void key(DomEvent event) {
    String key = event.getEventData().get("event.key").asString();
    focused
        .flatMap(line -> read(line.id()))
        .ifPresent(job -> {
          if (key.equals("Enter")) {
            UI.getCurrent().navigate("jobs/" + job.id());
            return;
          }
          for (JobAction action : JobAction.values()) {
            if (action.key().equalsIgnoreCase(key) && actions.enabled(action, job)) {
              actions.run(action, List.of(job));
            }
          }
        });
  }
}
