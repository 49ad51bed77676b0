package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.rayport.backend.BackendException;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Draft;
import dev.rayport.base.ui.Refusals;
import dev.rayport.cluster.ClusterDemand;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterImports;
import dev.rayport.cluster.ClusterManifests;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The form with its live preview. */
class NewClusterPage extends Div {

  private final transient ClusterService clusters;
  private final transient TemplateService templates;
  private final transient UsualStart usual;
  private final transient ClusterManifests manifests;
  private final transient QuotaService quotas;
  private final NewClusterForm form;
  private final PreviewPane preview;
  private final Draft draft;
  private transient Map<String, Object> beginning = Map.of();

  /** What the page asks of. */
  @Component
  record Services(
      ClusterService clusters,
      TemplateService templates,
      UsualStart usual,
      ClusterManifests manifests,
      ClusterImports imports,
      QuotaService quotas) {}

  /** Which form it is: its address, and where the one of another version is. */
  record Place(String address, String otherVersion) {}

  NewClusterPage(Services services, String template, Optional<ClusterDetails> from, Place place) {
    clusters = services.clusters();
    templates = services.templates();
    usual = services.usual();
    manifests = services.manifests();
    quotas = services.quotas();
    preview = new PreviewPane();
    var version = templates.get(template);
    form =
        new NewClusterForm(
            version,
            templates.versions(version.name()),
            other -> toVersion(place.otherVersion().formatted(other.reference())),
            this::check);
    addClassName("formpage");
    draft = new Draft(CurrentUser.require().accountId(), place.address(), this::restore);
    form.addComponentAsFirst(draft);
    Div scroll = new Div(form);
    scroll.addClassName("scroll");
    add(scroll, preview);
    FeatureFields.explain(form.byPath(), clusters);
    from.ifPresent(form::fill);
    form.name(
        FreeName.like(
            from.map(earlier -> earlier.summary().name()).orElse(version.name()), clusters));
    check();
    beginning = form.typed();
    draft.begin(beginning);
    form.focusName();
  }

  private String restore(Map<String, Object> typed) {
    form.type(typed);
    check();
    return "";
  }

  private void toVersion(String address) {
    draft.takeTo(address, form.typedSince(beginning));
    UI.getCurrent().navigate(address);
  }

  /** Nobody wants what was typed. */
  void discard() {
    draft.forget();
    UI.getCurrent().navigate("clusters");
  }

  String reference() {
    return form.template().reference();
  }

  /** Asks the service what it thinks of the fields so far, without taking the focus. */
  void check() {
    draft.keep(form.typed());
    Map<String, HasValidation> fields = form.byPath();
    Refusals.clear(fields);
    try {
      CreateCluster wish = form.wish();
      ResolvedTemplate resolved = templates.resolve(wish.template(), NewClusterForm.request(wish));
      form.show(resolved);
      preview.spec(
          resolved.spec(),
          ClusterSpecView.yaml(resolved, wish.name()),
          defaults(wish.name()),
          ClusterSpecView.asked(() -> manifests.preview(wish)));
      preview.quota(quotas.mine(), ClusterDemand.of(resolved.stage(), resolved.spec()));
      preview.fits(clusters.preview(wish), usual.sentence(resolved.name()));
    } catch (Refusal refusal) {
      mark(refusal, fields);
    } catch (BackendException silent) {
      preview.unknown(String.valueOf(silent.getMessage()));
    }
  }

  private void mark(Refusal refusal, Map<String, HasValidation> fields) {
    List<FieldError> errors = new ArrayList<>(refusal.errors());
    String name = form.nameProblem();
    if (!name.isEmpty() && errors.stream().noneMatch(error -> error.field().equals("name"))) {
      errors.addFirst(new FieldError("name", name));
    }
    errors.forEach(error ->
        Optional.ofNullable(fields.get(error.field()))
            .ifPresent(field -> {
              field.setErrorMessage(error.message());
              field.setInvalid(true);
            }));
    preview.mistakes(
        Math.max(1, errors.size()),
        errors.isEmpty() ? refusal.detail() : errors.getFirst().message());
  }

  private Optional<String> defaults(String name) {
    try {
      ResolvedTemplate resolved = templates.resolve(reference(), Map.of());
      return Optional.of(ClusterSpecView.yaml(resolved, name));
    } catch (Refusal incomplete) {
      return Optional.empty();
    }
  }

  /** Creates it and goes to its page; mistakes get the focus. */
  void create() {
    try {
      ClusterDetails created = clusters.create(form.wish());
      draft.forget();
      UI.getCurrent().navigate("clusters/" + created.id());
    } catch (Refusal refusal) {
      Refusals.show(refusal, form.byPath());
      preview.mistakes(Math.max(1, refusal.errors().size()), refusal.detail());
    }
  }
}
