package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.component.splitlayout.SplitLayoutVariant;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.LogPanes;
import dev.rayport.base.ui.Segments;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobLogService;
import dev.rayport.job.JobService;
import dev.rayport.job.JobSummary;
import jakarta.annotation.security.PermitAll;
import java.util.stream.IntStream;

/** What happened to a job, beside its driver's log as it grows. */
@Route(value = "", layout = JobLayout.class)
@PermitAll
class JobLogView extends Div implements ShowsJob {

  private final transient JobLogService logs;
  private final transient LogPanes panes;
  private final JobFacts facts;
  private final Div bar = new Div();
  private final Div place = new Div();
  private String shown = "";

  /** Puts it on the job's page. */
  @org.springframework.stereotype.Component
  static class Tab implements JobTab {
    @Override
    public String title() {
      return "Log";
    }

    @Override
    public int order() {
      return 0;
    }

    @Override
    public Class<? extends Component> view() {
      return JobLogView.class;
    }
  }

  JobLogView(JobService jobs, JobLogService logs, LogPanes panes) {
    this.logs = logs;
    this.panes = panes;
    facts = new JobFacts(jobs::get);
    bar.addClassName("logattempts");
    place.addClassName("logplace");
    Div right = new Div(bar, place);
    right.addClassName("pane");
    SplitLayout split = new SplitLayout(facts, right);
    split.addThemeVariants(SplitLayoutVariant.SMALL);
    split.setSplitterPosition(27);
    split.addClassName("jobsplit");
    addClassName("page");
    add(split);
  }

  @Override
  public void show(JobDetails job) {
    facts.show(job);
    String now = job.id() + " " + job.summary().attempt();
    if (!now.equals(shown)) {
      shown = now;
      showBar(job.summary());
      showLog(job.summary(), job.summary().attempt());
    }
  }

  /** Automatic retries have a log each. */
  private void showBar(JobSummary job) {
    bar.removeAll();
    bar.setVisible(job.attempt() > 1);
    if (job.attempt() > 1) {
      Segments<Integer> tries =
          new Segments<>(
                  "Log of",
                  IntStream.rangeClosed(1, job.attempt())
                      .mapToObj(n -> new Segments.Option<>(n, "Try " + n))
                      .toList())
              .small()
              .onChange(attempt -> showLog(job, attempt));
      tries.setValue(job.attempt());
      bar.add(tries);
    }
  }

  private void showLog(JobSummary job, int attempt) {
    Anchor download = new Anchor(new LogDownload(logs, job, attempt), "");
    download.add(Icon.of("download"), new Span("Download"));
    download.addClassNames("btn", "t", "sm");
    place.removeAll();
    place.add(panes.open(new DriverLog(logs, job.id(), attempt)).addEnd(download));
  }
}
