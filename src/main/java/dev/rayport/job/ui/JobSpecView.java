package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.rayport.job.JobDetails;
import jakarta.annotation.security.PermitAll;

/** The whole spec that a job was submitted with, and what differs from the one it repeats. */
@Route(value = "spec", layout = JobLayout.class)
@PermitAll
class JobSpecView extends Div implements ShowsJob {

  /** Puts it on the job's page. */
  @org.springframework.stereotype.Component
  static class Tab implements JobTab {
    @Override
    public String title() {
      return "Spec";
    }

    @Override
    public int order() {
      return 50;
    }

    @Override
    public Class<? extends Component> view() {
      return JobSpecView.class;
    }
  }

  JobSpecView() {
    addClassNames("scroll", "pad", "col", "g4");
  }

  @Override
  public void show(JobDetails job) {
    removeAll();
    Pre spec = new Pre(SameThing.json(PrintedSecrets.leftOut(job.specMap())));
    spec.addClassName("code");
    spec.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Spec");
    Span note =
        new Span("The body of POST /api/v1/jobs. Values that look like secrets are left out.");
    note.addClassNames("mut", "s");
    Section whole = new Section(new H2("Spec"), spec, note);
    whole.addClassNames("col", "g2");
    add(whole);
    if (!job.changes().isEmpty()) {
      Section changes =
          new Section(
              new H2("Changes to attempt " + (job.summary().chainNumber() - 1)),
              new DiffLines(job.changes()));
      changes.addClassNames("col", "g2");
      addComponentAsFirst(changes);
    }
  }
}
