package dev.rayport.job;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.RayClient;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A cluster's jobs as Ray's own clients know them: by submission id, among those of one cluster.
 * They are the portal's jobs; nothing is passed on to Ray.
 */
@Service
public class RayDoor {

  /** Ray's lists have no pages. */
  private static final int MOST = 1000;

  /** The oldest that Rayport takes, for a cluster that does not tell. */
  private static final String OLDEST = "2.54.0";

  private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** The portal's own ids, also those of single attempts. */
  private static final Pattern OURS = Pattern.compile("(job_[0-9a-z]{20})(-[0-9]+)?");

  private final JobRepository jobs;
  private final JobIntake intake;
  private final JobJson json;
  private final JobService service;
  private final ClusterService clusters;
  private final ClusterAccess access;
  private final AuditLog audit;
  private final TransactionOperations transactions;

  RayDoor(
      JobRepository jobs,
      JobIntake intake,
      JobJson json,
      JobService service,
      ClusterService clusters,
      ClusterAccess access,
      AuditLog audit,
      TransactionOperations transactions) {
    this.jobs = jobs;
    this.intake = intake;
    this.json = json;
    this.service = service;
    this.clusters = clusters;
    this.access = access;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** Version of the cluster's Ray. */
  @AsViewer
  public String rayVersion(String cluster) {
    ClusterDetails found = clusters.get(cluster);
    return found
        .spec()
        .map(ClusterSpec::rayVersion)
        .or(() -> asked(found))
        .filter(version -> !version.isEmpty())
        .orElse(OLDEST);
  }

  private Optional<String> asked(ClusterDetails cluster) {
    try {
      return access.ray(cluster.id()).map(RayClient::version);
    } catch (BackendException silent) {
      return Optional.empty();
    }
  }

  /** The cluster's id. */
  @AsViewer
  public String cluster(String idOrName) {
    return clusters.get(idOrName).id().value();
  }

  /** The newest thousand that were not deleted by such a client. */
  @AsViewer
  public List<DoorJob> list(String cluster) {
    String id = cluster(cluster);
    return transactions.execute(status ->
        jobs
            .findByTenantIdAndClusterIdAndOffRaysListsFalseOrderByCreatedAtDesc(
                CurrentUser.require().tenant().value(), id, Limit.of(MOST))
            .stream()
            .map(this::shown)
            .toList());
  }

  /**
   * @param id submission id or Ray's hex id
   */
  @AsViewer
  public DoorJob get(String cluster, String id) {
    String on = cluster(cluster);
    return transactions.execute(status -> shown(require(on, id)));
  }

  /**
   * As {@link JobService#submit(SubmitJob)}, under a submission id of the client's own.
   *
   * @param chosen empty: the portal chooses
   */
  @AsResearcher
  public DoorJob submit(SubmitJob wish, Optional<String> chosen) {
    chosen.ifPresent(RayDoor::check);
    JobIntake.Checked checked = intake.check(wish);
    String cluster = checked.wish().cluster().orElseThrow();
    try {
      return transactions.execute(status -> {
        chosen
            .flatMap(id -> chosen(cluster, id))
            .ifPresent(twin -> {
              throw taken(chosen.get());
            });
        return shown(
            intake.accept(
                checked, new JobIntake.Origin(Optional.empty(), Optional.empty(), chosen)));
      });
    } catch (DataIntegrityViolationException twin) {
      throw taken(chosen.orElseThrow(() -> twin));
    }
  }

  /** False when it has ended already. */
  @AsResearcher
  public boolean stop(String cluster, String id) {
    DoorJob job = get(cluster, id);
    service.stop(job.summary().id());
    return !job.summary().state().ended();
  }

  /** Takes one that has ended off Ray's lists; the portal's history keeps it. */
  @AsResearcher
  @Transactional
  public void delete(String cluster, String id) {
    JobRow job = require(cluster(cluster), id);
    if (!CurrentUser.require().mayChange(job.ownerId)) {
      throw Refusal.forbidden(
          "Job %s is %s's; its owner or a lead can delete it.".formatted(job.name, job.ownerName));
    }
    if (jobs.takeOffRaysLists(job.id) == 0) {
      throw Refusal.conflict(
          "job-not-ended",
          "Attempted to delete job '%s', but it is in a non-terminal state %s; stop it first."
              .formatted(id, job.state));
    }
    audit.record("job.off-ray-lists", job.id, job.name);
  }

  private DoorJob shown(JobRow job) {
    return DoorJob.of(job, json.spec(job));
  }

  private JobRow require(String cluster, String id) {
    String tenant = CurrentUser.require().tenant().value();
    var ours = OURS.matcher(id);
    Optional<JobRow> found =
        ours.matches()
            ? jobs.findByTenantIdAndClusterIdAndId(tenant, cluster, ours.group(1))
            : chosen(cluster, id)
                .or(() ->
                    jobs
                        .findByTenantIdAndClusterIdAndRayJobIdOrderByCreatedAtDesc(
                            tenant, cluster, id)
                        .stream()
                        .findFirst());
    return found
        .filter(job -> !job.offRaysLists)
        .orElseThrow(() ->
            new Refusal(
                Refusal.Kind.NOT_FOUND, "not-found", "Job %s does not exist".formatted(id)));
  }

  private Optional<JobRow> chosen(String cluster, String id) {
    return jobs.findByTenantIdAndClusterIdAndChosenId(
        CurrentUser.require().tenant().value(), cluster, id);
  }

  private static void check(String id) {
    if (!CHOSEN.matcher(id).matches()) {
      throw Refusal.invalid(
          "submission_id",
          "A submission id has 1 to 100 letters, digits, dots, dashes and underscores, and starts"
              + " with none of dot and dash.");
    }
    if (OURS.matcher(id).matches()) {
      throw Refusal.invalid("submission_id", "Rayport gives such ids itself; choose another one.");
    }
  }

  private static Refusal taken(String id) {
    return Refusal.conflict(
        "submission-id-taken",
        "Job with submission_id %s already exists. Please use a different submission_id."
            .formatted(id));
  }
}
