package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Refusals;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterImports;
import dev.rayport.cluster.ClusterManifests;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Optional;

/** A new cluster from the YAML of a RayCluster: what of it comes along, and what it becomes. */
@Route("clusters/import")
@PageTitle("Import YAML")
@PermitAll
class ImportClusterView extends Div {

  private final transient ClusterImports imports;
  private final transient ClusterManifests manifests;
  private final transient ClusterService clusters;
  private final YamlInput input = new YamlInput(this::read);
  private final FindingList findings = new FindingList();
  private final Div formPlace = new Div();
  private final PreviewPane preview = new PreviewPane();
  private final Button create = Actions.primary("check", "Create cluster", "", this::create);
  private transient Optional<ImportedCluster> document = Optional.empty();
  private transient Optional<ImportForm> form = Optional.empty();

  ImportClusterView(ClusterImports imports, ClusterManifests manifests, ClusterService clusters) {
    this.imports = imports;
    this.manifests = manifests;
    this.clusters = clusters;
    addClassName("page");
    Span what = new Span("A draft first; nothing is made before you say so");
    what.addClassName("sec");
    create.setEnabled(false);
    PageHead head =
        new PageHead("Import YAML")
            .facts(what)
            .actions(
                Actions.link("layout-template", "From a template", "", "clusters/new"), create);
    Div left = new Div(new H2("Document"), input, findings, formPlace);
    left.addClassNames("pad", "col", "g3");
    formPlace.setWidthFull();
    Div scroll = new Div(left);
    scroll.addClassName("scroll");
    preview.setVisible(false);
    Div page = new Div(scroll, preview);
    page.addClassNames("formpage");
    add(head, page);
    if (!imports.possible()) {
      input.setVisible(false);
      findings.refuse("Clusters run on this machine here; documents of Kubernetes are not read.");
    }
  }

  private void read() {
    input.clear();
    formPlace.removeAll();
    form = Optional.empty();
    document = Optional.empty();
    create.setEnabled(false);
    preview.setVisible(false);
    findings.removeAll();
    if (input.value().isBlank()) {
      return;
    }
    try {
      ImportedCluster read = imports.read(input.value());
      document = Optional.of(read);
      findings.show(read);
      read.spec().ifPresent(spec -> showForm(read, spec));
    } catch (Refusal refusal) {
      findings.refuse(refusal.detail());
    }
  }

  private void showForm(ImportedCluster read, ClusterSpec spec) {
    String name = read.name().isEmpty() ? "imported" : read.name();
    ImportForm made = new ImportForm(name, Stage.TRAINING, spec, this::look);
    form = Optional.of(made);
    formPlace.add(made);
    preview.setVisible(true);
    look();
  }

  private void look() {
    ImportForm filled = form.orElseThrow();
    Refusals.clear(filled.byPath());
    create.setEnabled(mayCreate());
    try {
      ClusterSpec base = document.flatMap(ImportedCluster::spec).orElseThrow();
      ClusterSpec spec = imports.edited(base, filled.values());
      filled.show(spec);
      preview.spec(
          spec,
          yaml(filled, spec),
          Optional.empty(),
          ClusterSpecView.asked(() -> manifest(filled, spec)));
      preview.fits(imports.preview(spec), Optional.empty());
    } catch (Refusal refusal) {
      preview.mistakes(Math.max(1, refusal.errors().size()), refusal.detail());
      mark(refusal, filled.byPath());
    } catch (BackendException silent) {
      preview.unknown(String.valueOf(silent.getMessage()));
    }
  }

  /** Without taking the focus. */
  private static void mark(Refusal refusal, Map<String, HasValidation> fields) {
    for (FieldError error : refusal.errors()) {
      if (fields.get(error.field()) instanceof HasValidation field) {
        field.setErrorMessage(error.message());
        field.setInvalid(true);
      }
    }
  }

  private Optional<String> manifest(ImportForm filled, ClusterSpec spec) {
    try {
      return manifests.preview(filled.name(), filled.stage(), spec);
    } catch (Refusal notAllowed) {
      return Optional.empty();
    }
  }

  /** What may be made without a template is a lead's to decide. */
  private boolean mayCreate() {
    boolean lead = CurrentUser.require().role().atLeast(Role.LEAD);
    boolean allowed = document.filter(ImportedCluster::allowed).isPresent();
    create.setTooltipText(
        lead
            ? allowed ? "" : "Take out what is not allowed first"
            : "Leads create clusters without a template. Send yours the YAML, or choose a template");
    return lead && allowed;
  }

  private static String yaml(ImportForm filled, ClusterSpec spec) {
    return SpecYaml.of(
        new SpecYaml.Frame(
            filled.name(), "imported", filled.stage().word(), Map.of(), StopWhen.never()),
        spec);
  }

  private void create() {
    ImportForm filled = form.orElseThrow();
    try {
      ClusterDetails made = imports.create(filled.wish(input.value()));
      UI.getCurrent().navigate("clusters/" + made.id());
    } catch (Refusal refusal) {
      Refusals.show(refusal, filled.byPath());
    }
  }
}
