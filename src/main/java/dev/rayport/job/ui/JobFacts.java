package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.rayport.base.ui.Facts;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobDetails.Step;
import dev.rayport.job.JobId;
import dev.rayport.job.JobResources;
import dev.rayport.job.JobSummary;
import dev.rayport.job.SubmitJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Left of the log: states with their times, the chain of attempts, and facts of the run. */
class JobFacts extends Div {

  private static final int MOST_ATTEMPTS = 10;
  private static final int LONGEST_COMMAND = 300;

  private final transient Function<JobId, JobDetails> read;

  /**
   * @param read finds the other jobs of the chain
   */
  JobFacts(Function<JobId, JobDetails> read) {
    this.read = read;
    addClassNames("pane", "scroll", "jobfacts");
  }

  void show(JobDetails job) {
    removeAll();
    add(section("States", states(job)));
    if (job.chain().size() > 1) {
      add(section("Attempts", attempts(job)));
    }
    add(section("Run", run(job)));
  }

  private static Section section(String title, Component content) {
    Section section = new Section(new H2(title), content);
    section.addClassNames("sect", "col", "g2");
    return section;
  }

  private static Component states(JobDetails job) {
    Div lines = new Div();
    lines.addClassName("tl");
    List<Step> steps = merged(job.steps());
    for (int i = 0; i < steps.size(); i++) {
      Optional<Instant> until =
          i + 1 < steps.size() ? Optional.of(steps.get(i + 1).at()) : Optional.empty();
      lines.add(state(job, steps.get(i), until));
    }
    return lines;
  }

  /** Handed to Ray and prepared by Ray look the same: one line. */
  private static List<Step> merged(List<Step> steps) {
    List<Step> merged = new ArrayList<>();
    for (Step step : steps) {
      boolean same =
          !merged.isEmpty()
              && JobLook.of(merged.getLast().state()).equals(JobLook.of(step.state()))
              && !step.state().ended();
      if (!same) {
        merged.add(step);
      }
    }
    return merged;
  }

  private static Div state(JobDetails job, Step step, Optional<Instant> until) {
    boolean last = until.isEmpty();
    JobLook look = last ? JobLook.of(job.summary()) : JobLook.of(step.state());
    Span at = new Span(Words.exact(step.at()).substring(11, 19));
    at.addClassNames("sec", "tn");
    at.setTitle(Words.exact(step.at()));
    Span took = new Span();
    took.addClassNames("tn");
    if (!last) {
      took.setText(Words.duration(Duration.between(step.at(), until.get())));
    } else if (step.state().ended()) {
      job.exitCode().ifPresent(code -> took.setText("exit " + code));
      took.addClassName(look.tone().css());
    } else {
      com.vaadin.flow.dom.Element since = new com.vaadin.flow.dom.Element("rp-since");
      since.setAttribute("from", Long.toString(step.at().toEpochMilli()));
      took.getElement().appendChild(since);
    }
    return new Div(StateBadge.of(look.icon(), look.word(), look.tone()), at, took);
  }

  private Component attempts(JobDetails job) {
    UnorderedList list = new UnorderedList();
    list.addClassName("att2");
    List<JobSummary> newestFirst = job.chain().reversed();
    newestFirst.stream().limit(MOST_ATTEMPTS).forEach(each -> list.add(attempt(each, job)));
    if (newestFirst.size() > MOST_ATTEMPTS) {
      list.add(new ListItem("and %d before".formatted(newestFirst.size() - MOST_ATTEMPTS)));
    }
    return list;
  }

  private ListItem attempt(JobSummary each, JobDetails shown) {
    boolean here = each.id().equals(shown.id());
    JobLook look = JobLook.of(each);
    Component number = here ? new Span(Integer.toString(each.chainNumber())) : link(each);
    Span note = new Span(here ? "this one" : ProgressText.of(each));
    note.addClassNames("sec", "s", "el");
    Span gap = new Span();
    gap.addClassName("sp");
    Span took = new Span(JobGrid.took(each).map(Words::duration).orElse(""));
    took.addClassNames("sec", "tn", "nw");
    Div line =
        new Div(StateBadge.of(look.icon(), look.word(), look.tone()), number, note, gap, took);
    line.addClassName("row");
    ListItem item = new ListItem(line);
    List<JobDetails.SpecChange> changes = here ? shown.changes() : read.apply(each.id()).changes();
    if (!changes.isEmpty()) {
      item.add(new DiffLines(changes));
    }
    return item;
  }

  private static Anchor link(JobSummary job) {
    Anchor link = new Anchor("jobs/" + job.id(), Integer.toString(job.chainNumber()));
    link.getElement().setAttribute("router-link", true);
    link.getElement().setAttribute("aria-label", "Attempt " + job.chainNumber());
    link.addClassName("inline");
    return link;
  }

  private static Component run(JobDetails job) {
    JobSummary summary = job.summary();
    SubmitJob spec = job.spec();
    Facts facts = new Facts();
    job.exitCode().ifPresent(code -> facts.with("Exit", "code " + code));
    facts.with("Command", command(spec.entrypoint()));
    facts.with("Where", JobHead.cluster(summary));
    facts.with("Driver", reserved(spec.resources()));
    spec.timeout().ifPresent(limit -> facts.with("Time limit", TimeLimit.words(limit.toString())));
    if (spec.retries() > 0) {
      facts.with("Retries", "%d of %d used".formatted(summary.attempt() - 1, spec.retries()));
    }
    spec.packageHash().ifPresent(hash -> facts.with("Package", mono(brief(hash))));
    facts.with("Ray's id", mono(summary.submissionId()));
    facts.with("Submitted", Words.exact(summary.createdAt()));
    return facts;
  }

  static String reserved(JobResources wanted) {
    List<String> parts = new ArrayList<>();
    wanted.cpus().ifPresent(cpus -> parts.add(number(cpus) + " CPU"));
    wanted.gpus().ifPresent(gpus -> parts.add(number(gpus) + " GPU"));
    wanted.memory().ifPresent(memory -> parts.add(Words.bytes(memory.bytes())));
    wanted.custom().forEach((name, amount) -> parts.add(number(amount) + " " + name));
    return parts.isEmpty() ? "on the head, nothing reserved" : String.join(", ", parts);
  }

  private static String number(double amount) {
    return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
  }

  private static String brief(String hash) {
    return hash.length() > 24
        ? hash.substring(0, 15) + "…" + hash.substring(hash.length() - 4)
        : hash;
  }

  /** Lines break between words only, never inside of an option; the spec has all of a long one. */
  static Span command(String entrypoint) {
    boolean whole = entrypoint.length() <= LONGEST_COMMAND;
    Span span = new Span();
    span.addClassName("mono");
    span.setTitle(entrypoint);
    String shown = whole ? entrypoint : entrypoint.substring(0, LONGEST_COMMAND) + "…";
    for (String word : shown.strip().split("(?<=\\s)(?=\\S)")) {
      Span unbroken = new Span(word.stripTrailing());
      unbroken.addClassName("word");
      span.add(unbroken, new Text(word.substring(word.stripTrailing().length())));
    }
    return span;
  }

  private static Span mono(String text) {
    Span span = new Span(text);
    span.addClassName("mono");
    span.setTitle(text);
    return span;
  }
}
