package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.History;
import dev.rayport.job.JobDetails;
import jakarta.annotation.security.PermitAll;

/** Who did what with a job. */
@Route(value = "history", layout = JobLayout.class)
@PermitAll
class JobHistoryView extends Div implements ShowsJob {

  /** Puts it on the job's page. */
  @org.springframework.stereotype.Component
  static class Tab implements JobTab {
    @Override
    public String title() {
      return "History";
    }

    @Override
    public int order() {
      return 60;
    }

    @Override
    public Class<? extends Component> view() {
      return JobHistoryView.class;
    }
  }

  private final History history;

  JobHistoryView(History.Source source) {
    history = new History(source);
    addClassName("scroll");
    add(history);
  }

  @Override
  public void show(JobDetails job) {
    history.show(job.id().value());
  }
}
