package dev.rayport.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.base.FieldError;
import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Draft;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Toast;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobId;
import dev.rayport.job.JobService;
import dev.rayport.job.SubmitJob;
import dev.rayport.tenant.CurrentUser;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form for a new job; with {@code ?from=} for one that repeats another with changes. */
@Route("jobs/new")
@PageTitle("Submit job")
@PermitAll
class SubmitJobView extends Div implements BeforeEnterObserver {

  private final transient JobService jobs;
  private final transient SubmitSources sources;
  private final String onceKey = RandomId.next("once");
  private final PageHead head = new PageHead("Submit job");
  private final JobForm form;
  private final ExampleBar examples;
  private final SubmitPreview preview;
  private final Button submit;
  private final Span changeCount = new Span();
  private transient Optional<JobDetails> from = Optional.empty();
  private transient Optional<Draft> draft = Optional.empty();

  SubmitJobView(JobService jobs, SubmitSources sources) {
    this.jobs = jobs;
    this.sources = sources;
    addClassName("page");
    submit = Actions.primary("play", "Submit job", "ctrl+enter", this::submit);
    submit.setDisableOnClick(true);
    form = new JobForm(sources.places(), sources.templates(), sources.packages(), this::refresh);
    examples = new ExampleBar(sources.examples().list(), this::useExample);
    preview = new SubmitPreview(sources.portal());
    changeCount.addClassNames("tag", "w");
    Button discard =
        new Button(
            "Discard",
            click -> {
              draft.ifPresent(Draft::forget);
              UI.getCurrent().navigate("jobs");
            });
    discard.addThemeVariants(com.vaadin.flow.component.button.ButtonVariant.TERTIARY);
    head.actions(discard, submit);
    form.addComponentAsFirst(examples);
    SplitLayout split = new SplitLayout(form, preview);
    split.setSplitterPosition(66);
    split.addClassName("submitsplit");
    add(head, split);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, List<String>> query = event.getLocation().getQueryParameters().getParameters();
    first(query, "from").map(JobId::new).ifPresent(this::repeat);
    first(query, "cluster").ifPresent(cluster -> form.where().show(Map.of("cluster", cluster)));
    first(query, "example").flatMap(sources.examples()::named).ifPresent(this::useExample);
    refresh();
    keepDrafts(event.getLocation().getPathWithQueryParameters());
    if (from.isEmpty()) {
      form.focusCommand();
    }
  }

  private void keepDrafts(String address) {
    draft.ifPresent(form::remove);
    Draft kept = new Draft(CurrentUser.require().accountId(), address, this::restore);
    kept.begin(form.typed());
    form.addComponentAsFirst(kept);
    draft = Optional.of(kept);
  }

  private String restore(Map<String, Object> typed) {
    form.show(typed);
    Object name = typed.getOrDefault(DirectoryFields.PACKAGE_NAME, "");
    sources
        .stored(typed.get("package"))
        .ifPresent(stored -> form.showPackage(name.toString(), stored, true));
    refresh();
    Object unsent = typed.get(DirectoryFields.UNSENT);
    String files =
        unsent == null ? "" : "Choose “%s” again; it was not sent yet. ".formatted(unsent);
    return files
        + (PrintedSecrets.anyIn(typed) ? "Values that look like secrets were not kept." : "");
  }

  private static Optional<String> first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  private void repeat(JobId id) {
    JobDetails parent = jobs.get(id);
    from = Optional.of(parent);
    examples.setVisible(false);
    form.show(sources.bodyFor(parent));
    parent
        .spec()
        .packageHash()
        .ifPresent(hash ->
            form.showPackage(
                "package of " + parent.summary().name(), sources.packages().get(hash), true));
    Span origin =
        new Span(
            Icon.small("rotate-ccw"),
            new Span(
                "from %s, attempt %d"
                    .formatted(parent.summary().name(), parent.summary().chainNumber())));
    origin.addClassName("tag");
    head.facts(origin, changeCount);
  }

  private void useExample(Examples.Example example) {
    Examples.Prepared prepared = sources.examples().prepare(example);
    Map<String, Object> body = new LinkedHashMap<>(prepared.job().toBody());
    form.where().put(body, Map.of());
    form.show(body);
    form.showPackage(example.folder(), prepared.workingDirectory(), false);
    refresh();
  }

  private void refresh() {
    List<FieldError> errors = List.of();
    Map<String, Object> body = Map.of();
    try {
      body = form.body();
      SubmitJob wish = SubmitJob.of(body);
      showChanges(wish);
      jobs.check(wish);
    } catch (Refusal refusal) {
      errors = errorsOf(refusal);
    }
    form.mark(errors);
    preview.showChecks(
        SubmitChecks.of(
            new SubmitChecks.Situation(
                errors,
                form.where().chosen(),
                sources.fit(body.get("newCluster")),
                form.directory().waits(),
                jobs.room(form.where().chosen().map(place -> place.cluster().stage())).reason())));
    showRequest(body);
    draft.ifPresent(kept -> kept.keep(form.typed()));
  }

  private static List<FieldError> errorsOf(Refusal refusal) {
    return refusal.errors().isEmpty()
        ? List.of(new FieldError("", refusal.detail()))
        : refusal.errors();
  }

  private void showChanges(SubmitJob wish) {
    from.ifPresent(parent -> {
      List<JobDetails.SpecChange> changes = jobs.diff(parent.id(), wish);
      preview.showChanges(
          "Changes to attempt " + parent.summary().chainNumber(), Optional.of(changes));
      changeCount.setText(changes.size() == 1 ? "1 change" : changes.size() + " changes");
      changeCount.setVisible(!changes.isEmpty());
    });
  }

  private void showRequest(Map<String, Object> body) {
    Map<String, Object> printed = PrintedSecrets.leftOut(body);
    from.ifPresentOrElse(
        parent ->
            preview.showRequest(
                SameThing.resubmission(parent.id()),
                SameThing.changes(PrintedSecrets.leftOut(parent.spec().toBody()), printed)),
        () -> preview.showRequest("jobs", printed));
  }

  private void submit() {
    if (form.directory().waits()) {
      form.directory().sendThen(this::submit);
      submit.setEnabled(true);
      return;
    }
    try {
      SubmitJob wish = SubmitJob.of(form.body());
      Optional<String> once = Optional.of(onceKey);
      JobDetails made =
          from.map(parent -> jobs.resubmitAs(parent.id(), wish, once))
              .orElseGet(() -> jobs.submit(wish, once));
      draft.ifPresent(Draft::forget);
      Toast.info("Submitted " + made.summary().name());
      UI.getCurrent().navigate("jobs/" + made.id());
    } catch (Refusal refusal) {
      submit.setEnabled(true);
      form.refuse(refusal);
    }
  }
}
