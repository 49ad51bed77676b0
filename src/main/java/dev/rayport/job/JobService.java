package dev.rayport.job;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.job.JobIntake.Checked;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** What a user can ask of jobs; always within their tenant. */
@Service
public class JobService {

  /** Two clicks that come closer than this are one. */
  private static final Duration ONE_CLICK = Duration.ofSeconds(2);

  private final JobRepository jobs;
  private final JobFinder finder;
  private final JobIntake intake;
  private final Resubmission resubmission;
  private final JobReader reader;
  private final JobTasks tasks;
  private final JobQuota quota;
  private final AuditLog audit;
  private final ChangeFeed feed;
  private final TransactionOperations transactions;

  JobService(
      JobRepository jobs,
      JobFinder finder,
      JobIntake intake,
      Resubmission resubmission,
      JobReader reader,
      JobTasks tasks,
      JobQuota quota,
      AuditLog audit,
      ChangeFeed feed,
      TransactionOperations transactions) {
    this.jobs = jobs;
    this.finder = finder;
    this.intake = intake;
    this.resubmission = resubmission;
    this.reader = reader;
    this.tasks = tasks;
    this.quota = quota;
    this.audit = audit;
    this.feed = feed;
    this.transactions = transactions;
  }

  /** Accepts the job and returns at once with state QUEUED. */
  @AsResearcher
  public JobDetails submit(SubmitJob wish) {
    return submit(wish, Optional.empty());
  }

  /**
   * As {@link #submit(SubmitJob)}.
   *
   * @param onceKey chosen when a form is shown: a second submission of the same user with the same
   *     key gives the first one's job
   */
  @AsResearcher
  public JobDetails submit(SubmitJob wish, Optional<String> onceKey) {
    Optional<String> key = onceKey.map(JobService::keyOfUser);
    return once(
        () -> key.flatMap(jobs::findByOnceKey),
        () -> intake.check(wish),
        checked -> intake.accept(checked, new JobIntake.Origin(Optional.empty(), key)));
  }

  /** Checks as {@link #submit} does, without doing it; throws the same refusals. */
  @AsViewer
  public void check(SubmitJob wish) {
    intake.check(wish);
  }

  /** Whether one more job on clusters of a stage would have to wait for the quota now. */
  @AsViewer
  @Transactional(readOnly = true)
  public QuotaVerdict room(Optional<Stage> stage) {
    return quota.preview(stage);
  }

  /**
   * A new job with the spec of an old one, on the same cluster, or on a fresh one of the same make
   * when that is gone. Asking twice within a moment gives one job.
   *
   * @param changes top-level fields of {@code POST /jobs} that replace the old ones; null takes a
   *     field away; may be empty
   */
  @AsResearcher
  public JobDetails resubmit(JobId id, Map<String, Object> changes) {
    return repeat(id, old -> resubmission.of(old, changes), Optional.empty());
  }

  /** As {@link #resubmit}, with a whole spec from a form. */
  @AsResearcher
  public JobDetails resubmitAs(JobId id, SubmitJob changed) {
    return resubmitAs(id, changed, Optional.empty());
  }

  /**
   * As {@link #resubmitAs(JobId, SubmitJob)}.
   *
   * @param onceKey as for {@link #submit(SubmitJob, Optional)}
   */
  @AsResearcher
  public JobDetails resubmitAs(JobId id, SubmitJob changed, Optional<String> onceKey) {
    return repeat(id, old -> changed, onceKey.map(JobService::keyOfUser));
  }

  private JobDetails repeat(JobId id, Function<JobRow, SubmitJob> wish, Optional<String> key) {
    return once(
        () -> key.isPresent() ? key.flatMap(jobs::findByOnceKey) : justRepeated(id, wish),
        () -> intake.check(wish.apply(require(id))),
        checked -> intake.accept(checked, new JobIntake.Origin(Optional.of(require(id)), key)));
  }

  /** Clicks on one job wait for each other: a twin that is not committed yet is not seen. */
  private Optional<JobRow> justRepeated(JobId id, Function<JobRow, SubmitJob> changed) {
    jobs.lock(id.value(), CurrentUser.require().tenant().value());
    SubmitJob wish = changed.apply(require(id));
    return jobs
        .findByResubmissionOfAndOwnerIdAndCreatedAtAfter(
            id.value(),
            CurrentUser.require().accountId(),
            Clock.systemUTC().instant().minus(ONE_CLICK))
        .stream()
        .filter(job -> reader.asks(job, wish))
        .findFirst();
  }

  /**
   * The job that is there already, or a new one; the unique keys decide between two at once. What
   * asks the backend comes before the transaction.
   */
  private JobDetails once(
      Supplier<Optional<JobRow>> known, Supplier<Checked> check, Function<Checked, JobRow> make) {
    Optional<JobDetails> there = transactions.execute(status -> known.get().map(reader::details));
    if (there.isPresent()) {
      return there.get();
    }
    Checked checked = check.get();
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.execute(
            status -> reader.details(known.get().orElseGet(() -> make.apply(checked))));
      } catch (DataIntegrityViolationException twin) {
        if (attempt == 5) {
          throw twin;
        }
      }
    }
  }

  private static String keyOfUser(String key) {
    CurrentUser user = CurrentUser.require();
    String all = user.tenant() + "\n" + user.accountId() + "\n" + key;
    return HexFormat.of()
        .formatHex(PackageWriter.sha256().digest(all.getBytes(StandardCharsets.UTF_8)));
  }

  /** What differs between an old job's spec and a wish. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<JobDetails.SpecChange> diff(JobId from, SubmitJob to) {
    return reader.diff(require(from), to);
  }

  @AsViewer
  @Transactional(readOnly = true)
  public JobDetails get(JobId id) {
    return reader.details(require(id));
  }

  @AsViewer
  @Transactional(readOnly = true)
  public Slice<ListedJob> slice(JobQuery query, SliceRequest request) {
    return finder.slice(query, request).map(reader::listed);
  }

  @AsViewer
  @Transactional(readOnly = true)
  public List<JobSummary> list(JobQuery query, Pageable page) {
    return finder.list(query, page).stream().map(JobRow::summary).toList();
  }

  /** How many match; exact up to {@link dev.rayport.base.CappedCount#MOST}. */
  @AsViewer
  @Transactional(readOnly = true)
  public long count(JobQuery query) {
    return finder.count(query);
  }

  /** Stops it in whatever state it is; no error when it has ended. */
  @AsResearcher
  @Transactional
  public JobDetails stop(JobId id) {
    CurrentUser user = CurrentUser.require();
    JobRow job = require(id);
    if (!user.mayChange(job.ownerId)) {
      throw Refusal.forbidden(
          "Job %s is %s's; its owner or a lead can stop it.".formatted(job.name, job.ownerName));
    }
    if (!job.state.ended()
        && jobs.wishStop(job.id, JobRow.StopWish.USER, "Stopped by " + user.name()) > 0) {
      audit.record("job.stop", job.id, job.name);
      feed.publish(new Change(job.tenantId, "job", job.id));
      tasks.nudge(job.id);
    }
    return reader.details(job);
  }

  private JobRow require(JobId id) {
    return jobs.findByIdAndTenantId(id.value(), CurrentUser.require().tenant().value())
        .orElseThrow(() -> Refusal.notFound("job", id.value()));
  }
}
