package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.Fit;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.cluster.ClusterEvent.Severity;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.template.ResolveRequest;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks a wish and turns it into a row that the reconciler starts. */
@Component
class ClusterCreation {

  private static final int MAX_LABELS = 20;
  private static final Pattern LABEL_KEY =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_./]{0,61}[A-Za-z0-9])?");
  private static final int MAX_LABEL_VALUE = 200;

  private final TemplateService templates;
  private final ClusterBackend backend;
  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterJson json;
  private final ClusterNudger nudger;
  private final ClusterQuota quota;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();

  ClusterCreation(
      TemplateService templates,
      ClusterBackend backend,
      ClusterRepository clusters,
      ClusterStore store,
      ClusterJson json,
      ClusterNudger nudger,
      ClusterQuota quota,
      AuditLog audit,
      TransactionTemplate transaction) {
    this.templates = templates;
    this.backend = backend;
    this.clusters = clusters;
    this.store = store;
    this.json = json;
    this.nudger = nudger;
    this.quota = quota;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Whether a wish that passes every check would start. */
  Fit preview(CreateCluster wish) {
    ResolvedTemplate template = check(wish);
    Fit inQuota = quota.preview(template.stage(), template.spec());
    return ClusterQuota.worse(inQuota, backend.fit(template.spec()));
  }

  /** Asks the backend, hence never inside a transaction. */
  ClusterPlan plan(CreateCluster wish) {
    ResolvedTemplate template = check(wish);
    quota.refuseNever(template);
    refuseWhatNeverFits(template);
    return new ClusterPlan(wish, template);
  }

  ClusterEntity create(ClusterPlan plan) {
    CreateCluster wish = plan.wish();
    ResolvedTemplate template = plan.template();
    ClusterEntity cluster =
        new ClusterEntity(
            CurrentUser.require(),
            wish.name(),
            template.stage(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    cluster.templateName = template.name();
    cluster.templateVersion = template.version();
    cluster.ask(template.spec(), json.write(template.spec()));
    cluster.chosenValues = json.write(template.values());
    cluster.labels = json.write(wish.labels());
    cluster.times.stopWhen(
        new StopWhen(template.idle(), template.ttl(), wish.stopWhen().flatMap(StopWhen::at)));
    cluster.explain("It waits for its start.", "queued");
    return insert(
        cluster, "Created by %s from %s.".formatted(cluster.ownerName, cluster.template()));
  }

  /** Stores a new cluster, its first event and the audit entry, then has it looked at. */
  ClusterEntity insert(ClusterEntity cluster, String text) {
    try {
      return transaction.execute(status -> {
        refuseTakenName(cluster.tenantId, cluster.name);
        ClusterEntity stored = clusters.saveAndFlush(cluster);
        store.event(stored, Severity.INFO, stored.ownerName, text);
        audit.record("cluster.create", stored.id, stored.name + " from " + stored.template());
        store.news(stored);
        nudger.nudge(stored.id);
        return stored;
      });
    } catch (DataIntegrityViolationException e) {
      throw taken(cluster, e);
    }
  }

  /** Another one was stored in the same moment; the session that failed can ask nothing more. */
  static Refusal taken(ClusterEntity cluster, DataIntegrityViolationException broken) {
    String which = String.valueOf(broken.getMostSpecificCause().getMessage());
    return which.toLowerCase(Locale.ROOT).contains("cluster_living_object")
        ? adopted(cluster)
        : nameTaken(cluster.name);
  }

  /**
   * @throws Refusal CONFLICT while a living cluster stands for the same object
   */
  void refuseTakenObject(ClusterEntity cluster) {
    if (cluster.objectName != null
        && clusters.isAdopted(cluster.tenantId, cluster.stage, cluster.objectName)) {
      throw adopted(cluster);
    }
  }

  private static Refusal adopted(ClusterEntity cluster) {
    return Refusal.conflict(
        "already-adopted",
        "%s is a cluster of Rayport's already; look for it among the clusters."
            .formatted(cluster.objectName));
  }

  /**
   * @throws Refusal CONFLICT while a living cluster of the tenant has the name
   */
  void refuseTakenName(String tenant, String name) {
    Optional<ClusterEntity> holder = clusters.findByTenantIdAndLivingName(tenant, name);
    if (holder.isPresent()
        && (holder.get().state == ClusterState.STOPPING
            || holder.get().desired == Desired.STOPPED)) {
      throw Refusal.conflict(
          "name-still-stopping",
          "“%s” is still stopping; its name is free again when it has stopped.".formatted(name));
    }
    if (holder.isPresent()) {
      throw nameTaken(name);
    }
  }

  private static Refusal nameTaken(String name) {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "name-taken",
        "A cluster called “%s” exists already; choose another name or stop that one."
            .formatted(name),
        List.of(new FieldError("name", "“%s” is in use.".formatted(name))));
  }

  private void refuseWhatNeverFits(ResolvedTemplate template) {
    Fit fit;
    try {
      fit = backend.fit(template.spec());
    } catch (BackendException e) {
      return;
    }
    if (fit.answer() == Fit.Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "This can never start here: %s".formatted(fit.reason()),
          List.of(new FieldError(template.origin(fit.resource()), fit.reason())));
    }
  }

  ResolvedTemplate check(CreateCluster wish) {
    List<FieldError> errors = new ArrayList<>();
    String problem = ResourceName.problemWith(wish.name());
    if (!problem.isEmpty()) {
      errors.add(new FieldError("name", problem));
    }
    checkLabels(wish.labels(), errors);
    Optional<ResolvedTemplate> template = Optional.empty();
    try {
      template = Optional.of(templates.resolve(wish.template(), request(wish, errors)));
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
        errors.add(new FieldError("template", refusal.detail()));
      } else {
        errors.addAll(refusal.errors());
      }
    }
    if (!errors.isEmpty() || template.isEmpty()) {
      throw Refusal.invalid(errors);
    }
    return template.get();
  }

  private ResolveRequest request(CreateCluster wish, List<FieldError> errors) {
    StopWhen stop = wish.stopWhen().orElseGet(StopWhen::never);
    checkStop(stop, errors);
    return new ResolveRequest(wish.values(), stop.idle(), stop.ttl());
  }

  void checkStop(StopWhen stop, List<FieldError> errors) {
    checkSpan("stopWhen.idle", stop.idle(), errors);
    checkSpan("stopWhen.ttl", stop.ttl(), errors);
    Instant now = clock.instant();
    Instant latest = now.plus(Duration.ofDays(365));
    if (stop.at().filter(at -> at.isAfter(now) && at.isBefore(latest)).isEmpty()
        && stop.at().isPresent()) {
      errors.add(new FieldError("stopWhen.at", "This moment is not within the next year."));
    }
  }

  private static void checkSpan(String field, Optional<Duration> span, List<FieldError> errors) {
    if (span.filter(s -> s.toSeconds() < 1 || s.toDays() > 365).isPresent()) {
      errors.add(new FieldError(field, "A duration from PT1S to P365D, such as PT30M."));
    }
  }

  static void checkLabels(Map<String, String> labels, List<FieldError> errors) {
    if (labels.size() > MAX_LABELS) {
      errors.add(new FieldError("labels", "At most %d labels.".formatted(MAX_LABELS)));
      return;
    }
    labels.forEach((key, value) -> {
      if (!LABEL_KEY.matcher(key).matches()) {
        errors.add(
            new FieldError(
                "labels." + key,
                "A label's name has 1 to 63 letters, digits and - _ . / between them."));
      }
      if (value.length() > MAX_LABEL_VALUE || value.chars().anyMatch(Character::isISOControl)) {
        errors.add(
            new FieldError(
                "labels." + key,
                "A label's value is one line of at most %d characters."
                    .formatted(MAX_LABEL_VALUE)));
      }
    });
  }
}
