package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.dom.Element;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.ObjectAction;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import java.util.ArrayList;
import java.util.List;

/** Name, state and facts of a job, what can be done with it, and how far it is. */
class JobHead extends Composite<Div> {

  private final transient JobMenu menu;
  private final PageHead head = new PageHead("");
  private final ProgressBar bar = new ProgressBar();
  private final Span progress = new Span();
  private final Div progressLine = new Div(bar, progress);
  private final Span live = new Span();
  private String said = "";
  private String drawn = "";

  JobHead(JobMenu menu) {
    this.menu = menu;
    live.addClassName("vh");
    live.getElement().setAttribute("role", "status");
    progressLine.addClassName("jobprogress");
    bar.getElement().setAttribute("aria-label", "Progress");
    getContent().add(head, progressLine, live);
  }

  void show(JobDetails details) {
    JobSummary job = details.summary();
    JobLook look = JobLook.of(job);
    head.setTitle(job.name());
    head.facts(facts(details, look));
    showActions(job);
    showProgress(job);
    if (!look.word().equals(said)) {
      live.setText(said.isEmpty() ? "" : "%s is now %s".formatted(job.name(), look.word()));
      said = look.word();
    }
  }

  private static Component[] facts(JobDetails details, JobLook look) {
    JobSummary job = details.summary();
    List<Component> facts = new ArrayList<>();
    facts.add(StateBadge.pill(look.icon(), look.word(), look.tone()));
    if (details.chain().size() > 1) {
      Span attempt =
          new Span("attempt %d of %d".formatted(job.chainNumber(), details.chain().size()));
      attempt.addClassName("tag");
      facts.add(attempt);
    }
    Span line = new Span();
    line.addClassName("sec");
    line.add(new Span("on "), cluster(job), new Span(" · " + job.owner() + times(job)));
    if (job.endedAt().isEmpty() && job.startedAt().isPresent()) {
      Element since = new Element("rp-since");
      since.setAttribute("from", Long.toString(job.startedAt().get().toEpochMilli()));
      line.add(new Span(" · running for "));
      line.getElement().appendChild(since);
    }
    facts.add(line);
    return facts.toArray(Component[]::new);
  }

  static Component cluster(JobSummary job) {
    if (job.clusterId().isEmpty()) {
      return new Span(job.clusterName().isEmpty() ? "a new cluster" : job.clusterName());
    }
    Anchor link = new Anchor("clusters/" + job.clusterId().get(), job.clusterName());
    link.getElement().setAttribute("router-link", true);
    link.addClassName("inline");
    return link;
  }

  private static String times(JobSummary job) {
    String ran = JobGrid.took(job).map(t -> " · ran " + Words.duration(t)).orElse("");
    return ran + job.endedAt().map(end -> ", ended " + Words.ago(end)).orElse("");
  }

  /** Only when something about them changed: a menu that is open stays open. */
  private void showActions(JobSummary job) {
    String now =
        job.state() + menu.offered(job).stream().map(ObjectAction::label).toList().toString();
    if (now.equals(drawn)) {
      return;
    }
    drawn = now;
    List<Component> buttons = new ArrayList<>();
    for (ObjectAction door : menu.offered(job)) {
      Button button =
          Actions.button(door.icon(), door.label(), door.key(), () -> door.run(job.id().value()));
      if (door.primary()) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
      }
      buttons.add(button);
    }
    for (JobAction action : JobAction.values()) {
      if (menu.actions().enabled(action, job)) {
        buttons.add(button(action, job));
      }
    }
    buttons.add(copyLink());
    buttons.add(more(job));
    head.actions(buttons.toArray(Component[]::new));
  }

  private Button button(JobAction action, JobSummary job) {
    Button button =
        Actions.button(
            action.icon(),
            action.label(),
            action.key(),
            () -> menu.actions().runOnPage(action, job));
    if (action == JobAction.RESUBMIT && job.state().ended()) {
      button.addThemeVariants(ButtonVariant.PRIMARY);
    }
    return button;
  }

  private static Button copyLink() {
    Button copy = Actions.icon("link", "Copy link", "", () -> Toast.info("Link copied"));
    copy.getElement()
        .executeJs(
            "this.addEventListener('click', () => navigator.clipboard?.writeText(location.href))");
    return copy;
  }

  private Button more(JobSummary job) {
    Button more = Actions.icon("ellipsis", "More actions", "", () -> {});
    ContextMenu items = new ContextMenu(more);
    items.setOpenOnClick(true);
    JobMenu.fill(items, menu.rest(job));
    return more;
  }

  private void showProgress(JobSummary job) {
    boolean running = job.state() == JobState.RUNNING;
    progressLine.setVisible(running && job.progress().isPresent());
    job.progress()
        .ifPresent(now -> {
          progress.setText(ProgressText.of(now));
          bar.setIndeterminate(ProgressText.fraction(now).isEmpty());
          ProgressText.fraction(now).ifPresent(bar::setValue);
        });
  }
}
