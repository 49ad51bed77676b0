package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobService;
import dev.rayport.job.JobSummary;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

/** The latest jobs on Home, each with the way to run it again. */
@org.springframework.stereotype.Component
class RecentJobsCard implements HomeCard {

  private static final int MOST = 6;
  private static final String[] HEADS = {
    "Job", "State", "Cluster", "Started", "Duration", "Actions"
  };

  private final JobService jobs;
  private final JobActions actions;
  private final Examples examples;
  private final Broadcaster broadcaster;

  RecentJobsCard(JobService jobs, JobActions actions, Examples examples, Broadcaster broadcaster) {
    this.jobs = jobs;
    this.actions = actions;
    this.examples = examples;
    this.broadcaster = broadcaster;
  }

  @Override
  public int order() {
    return 50;
  }

  @Override
  public Component create() {
    Card card = new Card("Recent jobs");
    Segments<JobsShown> whose =
        new Segments<>(
                "Whose jobs",
                List.of(
                    new Segments.Option<>(JobsShown.MINE, "Mine"),
                    new Segments.Option<>(JobsShown.TENANT, "Team")))
            .small();
    whose.onChange(chosen -> show(card, chosen));
    Anchor all = new Anchor("jobs", new Span("All jobs"), Icon.small("chevron-right"));
    all.getElement().setAttribute("router-link", true);
    all.addClassNames("btn", "t", "sm");
    card.actions(whose, all);
    show(card, whose.value());
    broadcaster.onChange(
        card, change -> change.kind().equals("job"), () -> show(card, whose.value()));
    return card;
  }

  private void show(Card card, JobsShown whose) {
    List<JobSummary> found =
        jobs.list(
            whose.query(CurrentUser.require().name(), Instant.EPOCH),
            PageRequest.of(0, MOST, Sort.by(Sort.Direction.DESC, "createdAt")));
    if (found.isEmpty()) {
      card.padded(nothing());
      return;
    }
    NativeTable table = new NativeTable();
    table.addClassName("tbl");
    NativeTableRow heads = table.getHead().addRow();
    for (String head : HEADS) {
      NativeTableHeaderCell cell = heads.addHeaderCell();
      cell.setText(head);
      cell.getElement().setAttribute("scope", "col");
      if (head.equals("Duration") || head.equals("Actions")) {
        cell.addClassName("n");
      }
    }
    found.forEach(job -> row(table.getBody().addRow(), job));
    card.content(table);
  }

  /** For who has none yet: where to begin. */
  private Div nothing() {
    boolean may = CurrentUser.require().role().atLeast(Role.RESEARCHER);
    Span words =
        new Span(
            may
                ? "No jobs yet. Begin with an example: its files come along, and a small cluster"
                    + " starts for it and stops after it."
                : "No jobs yet.");
    words.addClassName("sec");
    Div nothing = new Div(words);
    nothing.addClassNames("col", "g3");
    if (may) {
      Div row = new Div();
      row.addClassNames("row", "wrap");
      for (Examples.Example example : examples.list()) {
        row.add(
            Actions.link("package", example.title(), "", "jobs/new?example=" + example.folder()));
      }
      nothing.add(row);
    }
    return nothing;
  }

  private void row(NativeTableRow row, JobSummary job) {
    JobLook look = JobLook.of(job);
    row.addDataCell().add(name(job));
    row.addDataCell().add(StateBadge.of(look.icon(), look.word(), look.tone()));
    NativeTableCell cluster = row.addDataCell();
    cluster.addClassName("sec");
    cluster.setText(job.clusterName());
    NativeTableCell started = row.addDataCell();
    started.addClassName("sec");
    started.setText(job.startedAt().map(Words::ago).orElse("–"));
    NativeTableCell duration = row.addDataCell();
    duration.addClassName("n");
    duration.add(duration(job));
    NativeTableCell act = row.addDataCell();
    act.addClassName("n");
    JobAction main = JobAction.mainFor(job);
    if (actions.enabled(main, job)) {
      act.add(button(main, job));
    }
  }

  private static Component name(JobSummary job) {
    Anchor link = new Anchor("jobs/" + job.id(), job.name());
    link.getElement().setAttribute("router-link", true);
    link.addClassNames("name", "el");
    Div cell = new Div(link);
    cell.addClassName("row");
    if (job.chainNumber() > 1) {
      Span again = new Span(JobGrid.again(job));
      again.addClassName("tag");
      cell.add(again);
    }
    return cell;
  }

  private static Span duration(JobSummary job) {
    Span text = new Span(JobGrid.took(job).map(Words::duration).orElse(""));
    if (job.endedAt().isEmpty() && job.startedAt().isPresent()) {
      Element since = new Element("rp-since");
      since.setAttribute("from", Long.toString(job.startedAt().get().toEpochMilli()));
      text.getElement().appendChild(since);
    }
    return text;
  }

  private Button button(JobAction action, JobSummary job) {
    Button button =
        Actions.button(action.icon(), action.label(), "", () -> actions.run(action, List.of(job)));
    button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    button.setAriaLabel("%s %s".formatted(action.label(), job.name()));
    return button;
  }
}
