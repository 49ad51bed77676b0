package dev.rayport.job;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.FieldError;
import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterPlan;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The way in: a wish is checked, its cluster found or made, and a row QUEUED. */
@Component
class JobIntake {

  private static final String REGISTERED = "registered";

  /** Packages that were wanted within this time are far from being removed. */
  private static final Duration RECENT = Duration.ofHours(1);

  private final JobRepository jobs;
  private final JobAttemptRepository attempts;
  private final PackageRepository packages;
  private final JobPlace places;
  private final JobSecrets secrets;
  private final JobTasks tasks;
  private final JobJson json;
  private final AuditLog audit;
  private final ChangeFeed feed;
  private final JobQuota quota;
  private final JobProperties properties;

  JobIntake(
      JobRepository jobs,
      JobAttemptRepository attempts,
      PackageRepository packages,
      JobPlace places,
      JobSecrets secrets,
      JobTasks tasks,
      JobJson json,
      AuditLog audit,
      ChangeFeed feed,
      JobQuota quota,
      JobProperties properties) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.packages = packages;
    this.places = places;
    this.secrets = secrets;
    this.tasks = tasks;
    this.json = json;
    this.audit = audit;
    this.feed = feed;
    this.quota = quota;
    this.properties = properties;
  }

  /**
   * Refuses what cannot be done, naming all fields at once where they can be told apart. It may ask
   * the backend, hence never inside a transaction.
   */
  Checked check(SubmitJob wish) {
    Findings findings = new Findings();
    new SubmitRule(findings).check(wish);
    Optional<JobPlace.Found> place = Optional.empty();
    if (findings.errors().stream().noneMatch(e -> e.field().matches("(cluster|newCluster).*"))) {
      place = find(wish, findings);
    }
    Optional<String> rayVersion = place.flatMap(JobPlace.Found::rayVersion);
    RequirementRule requirements = new RequirementRule(properties.indexHosts(), rayVersion);
    new RuntimeEnvRule(requirements, wish.packageHash().isPresent(), findings)
        .check(wish.runtimeEnv());
    secrets.check(wish, place.flatMap(JobPlace.Found::spec), findings);
    findings.refuse();
    wish.packageHash().ifPresent(this::checkPackage);
    String name = wish.name().isEmpty() ? SubmitRule.nameFrom(wish.entrypoint()) : wish.name();
    Optional<ClusterPlan> plan = wish.newCluster().map(made -> places.plan(made, name));
    Optional<ClusterDetails> cluster = place.flatMap(JobPlace.Found::cluster);
    quota.refuseNever(
        plan.map(made -> made.template().stage())
            .or(() -> cluster.map(on -> on.summary().stage())));
    SubmitJob checked = checked(wish, name, cluster, plan);
    return new Checked(checked, plan);
  }

  private static SubmitJob checked(
      SubmitJob wish, String name, Optional<ClusterDetails> cluster, Optional<ClusterPlan> plan) {
    return new SubmitJob(
        name,
        cluster.map(c -> c.id().value()),
        // The exact version, so that a repetition is the very same.
        plan.map(p -> new SubmitJob.NewCluster(p.template().reference(), p.wish().values())),
        wish.entrypoint(),
        wish.packageHash(),
        wish.runtimeEnv(),
        wish.resources(),
        wish.metadata(),
        wish.timeout(),
        wish.retries());
  }

  private Optional<JobPlace.Found> find(SubmitJob wish, Findings findings) {
    try {
      return Optional.of(places.find(wish));
    } catch (Refusal refusal) {
      if (findings.errors().isEmpty()) {
        throw refusal;
      }
      refusal.errors().forEach(error -> findings.add(error.field(), error.message()));
      return Optional.empty();
    }
  }

  private void checkPackage(String hash) {
    if (packages.findByTenantIdAndHash(CurrentUser.require().tenant().value(), hash).isEmpty()) {
      String problem = "There is no package “%s” here; upload the folder first.".formatted(hash);
      throw new Refusal(
          Refusal.Kind.NOT_FOUND,
          "not-found",
          problem,
          List.of(new FieldError("package", problem)));
    }
  }

  /**
   * Where a wish comes from.
   *
   * @param repeats the job it repeats
   * @param onceKey unique over all jobs
   * @param chosenId submission id chosen by a client, unique on the cluster
   */
  record Origin(Optional<JobRow> repeats, Optional<String> onceKey, Optional<String> chosenId) {

    Origin(Optional<JobRow> repeats, Optional<String> onceKey) {
      this(repeats, onceKey, Optional.empty());
    }
  }

  /**
   * A wish that can be done.
   *
   * @param wish with its name, and its cluster by id
   * @param plan of the cluster that is made for it
   */
  record Checked(SubmitJob wish, Optional<ClusterPlan> plan) {}

  /** Stores a checked wish and makes its cluster, in the caller's transaction. */
  JobRow accept(Checked known, Origin origin) {
    SubmitJob checked = known.wish();
    CurrentUser user = CurrentUser.require();
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    checked.packageHash().ifPresent(hash -> holdPackage(hash, now));
    JobRow job = new JobRow(RandomId.next("job"), user, now);
    job.name = checked.name();
    job.spec = json.write(JobSpec.tree(checked));
    job.packageHash = checked.packageHash().orElse(null);
    job.onceKey = origin.onceKey().orElse(null);
    job.chosenId = origin.chosenId().orElse(null);
    origin
        .repeats()
        .ifPresent(old -> {
          job.resubmissionOf = old.id;
          job.chainId = old.chainId;
          job.chainNumber = jobs.lastInChain(old.chainId) + 1;
        });
    place(job, known);
    JobRow saved = jobs.saveAndFlush(job);
    attempts.save(new JobAttemptRow(saved.submissionId(), saved.id, saved.attempt));
    tasks.schedule(saved.id);
    audit.record("job.submit", saved.id, "%s on %s".formatted(saved.name, saved.clusterName));
    feed.publish(new Change(saved.tenantId, "job", saved.id));
    return saved;
  }

  /** It may have been removed since it was checked, and must not be before the job is stored. */
  private void holdPackage(String hash, Instant now) {
    String tenant = CurrentUser.require().tenant().value();
    packages.wanted(tenant, hash, now, now.minus(RECENT));
    checkPackage(hash);
  }

  private void place(JobRow job, Checked known) {
    SubmitJob checked = known.wish();
    job.ownCluster = known.plan().isPresent();
    ClusterDetails cluster =
        known
            .plan()
            .map(places::create)
            .orElseGet(() -> places.find(checked).cluster().orElseThrow());
    job.clusterId = cluster.id().value();
    job.clusterName = cluster.summary().name();
    job.stage = cluster.summary().stage();
    job.reason = "Waits for cluster %s.".formatted(job.clusterName);
    job.reasonCode = "waiting-for-cluster";
    if (!cluster.summary().template().equals(REGISTERED)) {
      job.clusterTemplate = cluster.summary().template();
      job.templateName = job.clusterTemplate.split("@", 2)[0];
      Map<String, Object> values =
          checked.newCluster().map(SubmitJob.NewCluster::values).orElse(cluster.values());
      job.clusterValues = json.write(values);
    }
  }
}
