package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.AllowedTemplates;
import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Demand;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Clusters from documents of the platform, such as the YAML of a {@code RayCluster}. They are bound
 * by no template, hence made by those who may write templates.
 */
@Service
public class ClusterImports {

  private static final String IMPORTED = "imported";

  private final ClusterBackend backend;
  private final TemplateService templates;
  private final AllowedTemplates allowed;
  private final ClusterCreation creation;
  private final ClusterFinder finder;
  private final ClusterJson json;
  private final ClusterQuota quota;
  private final Clock clock = Clock.systemUTC();

  ClusterImports(
      ClusterBackend backend,
      TemplateService templates,
      AllowedTemplates allowed,
      ClusterCreation creation,
      ClusterFinder finder,
      ClusterJson json,
      ClusterQuota quota) {
    this.backend = backend;
    this.templates = templates;
    this.allowed = allowed;
    this.creation = creation;
    this.finder = finder;
    this.json = json;
    this.quota = quota;
  }

  /** Whether there are such documents here. */
  @AsViewer
  public boolean possible() {
    return backend.hasObjects();
  }

  /**
   * What a document describes, and what of it does not come along.
   *
   * @throws Refusal INVALID with the line, or NOT_FOUND {@code no-documents}
   */
  @AsViewer
  public ImportedCluster read(String document) {
    return backend
        .read(document)
        .orElseThrow(() ->
            new Refusal(
                Refusal.Kind.NOT_FOUND,
                "no-documents",
                "Clusters run on this machine here; documents of Kubernetes are not read."));
  }

  /**
   * The spec with changed worker groups; throws the same refusals for fields as {@link #create}.
   */
  @AsViewer
  public ClusterSpec edited(ClusterSpec spec, Map<String, Object> values) {
    return templates.revise(spec, values);
  }

  /** Whether a cluster of the spec would start. */
  @AsViewer
  public Fit preview(ClusterSpec spec) {
    return backend.fit(spec);
  }

  /**
   * Accepts the wish and returns at once with state REQUESTED.
   *
   * @throws Refusal as {@link ClusterService#create(CreateCluster)}, and CONFLICT {@code
   *     not-importable} for a document with something that is not allowed
   */
  @AsLead
  public ClusterDetails create(ImportCluster wish) {
    if (allowed.names().isPresent()) {
      throw Refusal.forbidden(
          "%s makes clusters from templates that an administrator chose, and from nothing else."
              .formatted(CurrentUser.require().tenant()));
    }
    checkFields(wish);
    ImportedCluster read = read(wish.document());
    if (!read.allowed()) {
      throw Refusal.conflict("not-importable", notAllowed(read));
    }
    ClusterSpec spec = edited(read.spec().orElseThrow(), wish.values());
    Demand demand = new Demand(wish.stage().name(), ClusterQuota.amounts(spec));
    quota.refuseNever(CurrentUser.require().tenant().value(), demand, kind -> "document");
    refuseWhatNeverFits(spec);
    ClusterEntity cluster =
        new ClusterEntity(
            CurrentUser.require(),
            wish.name(),
            wish.stage(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    cluster.templateName = IMPORTED;
    cluster.ask(spec, json.write(spec));
    cluster.labels = json.write(wish.labels());
    wish.stopWhen().ifPresent(cluster.times::stopWhen);
    cluster.explain("It waits for its start.", "queued");
    return finder.details(
        creation.insert(cluster, "Created by %s from a document.".formatted(cluster.ownerName)));
  }

  private void checkFields(ImportCluster wish) {
    List<FieldError> errors = new ArrayList<>();
    String problem = ResourceName.problemWith(wish.name());
    if (!problem.isEmpty()) {
      errors.add(new FieldError("name", problem));
    }
    ClusterCreation.checkLabels(wish.labels(), errors);
    creation.checkStop(wish.stopWhen().orElseGet(StopWhen::never), errors);
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
  }

  private static String notAllowed(ImportedCluster read) {
    return read.findings().stream()
        .filter(finding -> finding.kind() == ImportedCluster.Kind.NOT_ALLOWED)
        .findFirst()
        .map(finding ->
            "Line %d, %s: %s Take it out of the document, or change it."
                .formatted(finding.line(), finding.path(), finding.why()))
        .orElse("No cluster can be made of it.");
  }

  private void refuseWhatNeverFits(ClusterSpec spec) {
    try {
      Fit fit = backend.fit(spec);
      if (fit.answer() == Fit.Answer.NEVER) {
        throw new Refusal(
            Refusal.Kind.UNPROCESSABLE,
            "does-not-fit",
            "This can never start here: %s".formatted(fit.reason()),
            List.of(new FieldError(fit.resource(), fit.reason())));
      }
    } catch (BackendException e) {
      // It waits until the backend can tell.
      return;
    }
  }
}
