package dev.rayport.job;

import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Length;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A job as stored. Only changed columns are written, so that progress and a wish to stop, which are
 * written beside the reconciler, are never put back.
 */
@Entity
@DynamicUpdate
@Table(name = "job")
class JobRow {

  /** Who wants it to end. */
  enum StopWish {
    NONE,
    USER,
    TIMEOUT
  }

  @Id
  @Column(length = 32)
  String id;

  @Version long version;

  @Column(length = 36)
  String tenantId;

  @Column(length = 32)
  String ownerId;

  String ownerName;

  @Column(length = 100)
  String name;

  /** JSON of {@code POST /jobs}; never changes. */
  @Column(length = Length.LONG32)
  String spec;

  @Column(length = 80)
  @Nullable String packageHash;

  @Column(length = 32)
  String clusterId;

  @Column(length = 36)
  String clusterName;

  /** Of its cluster, which never changes it. */
  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  Stage stage;

  /** What its cluster is made from, {@code name@version}; absent for registered clusters. */
  @Nullable String clusterTemplate;

  /** The same without the version, for lists of all of them. */
  @Column(length = 36)
  @Nullable String templateName;

  @Column(length = Length.LONG32)
  @Nullable String clusterValues;

  /** Whether the cluster is there for this job only. */
  boolean ownCluster;

  boolean ownClusterReleased;

  /** Start of the cluster it was handed to; 0 while it was handed to none. */
  int startNumber;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  JobState state = JobState.QUEUED;

  @Column(length = 2000)
  String reason = "";

  @Column(length = 60)
  String reasonCode = "";

  int attempt = 1;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  StopWish stopWanted = StopWish.NONE;

  String stopReason = "";

  @Column(length = 32)
  @Nullable String resubmissionOf;

  @Column(length = 32)
  String chainId;

  int chainNumber;

  @Formula("(select max(later.chain_number) from job later where later.chain_id = chain_id)")
  int lastInChain;

  /** The submission id that a client of Ray's own chose; unique on its cluster. */
  @Column(length = 100)
  @Nullable String chosenId;

  /** A client of Ray's own has deleted it, so that Ray's lists show it no more. */
  boolean offRaysLists;

  @Column(length = 32)
  @Nullable String rayJobId;

  @Nullable Integer exitCode;

  @Column(length = Length.LONG32)
  @Nullable String message;

  @Nullable Double progressDone;
  @Nullable Double progressTotal;

  @Column(length = 40)
  @Nullable String progressUnit;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  JobProgress.@Nullable Source progressSource;

  @Column(length = 64)
  @Nullable String onceKey;

  Instant createdAt;
  @Nullable Instant startedAt;
  @Nullable Instant endedAt;

  @ElementCollection
  @CollectionTable(name = "job_step", joinColumns = @JoinColumn(name = "job_id"))
  @OrderColumn(name = "position")
  List<StepRow> steps = new ArrayList<>();

  /** When a state began. */
  @Embeddable
  record StepRow(
      @Enumerated(EnumType.STRING) @Column(length = 20) JobState state,
      Instant at,
      @Column(length = 2000) String detail) {}

  @SuppressWarnings("NullAway")
  protected JobRow() {}

  @SuppressWarnings("NullAway")
  JobRow(String id, CurrentUser owner, Instant now) {
    this.id = id;
    this.tenantId = owner.tenant().value();
    this.ownerId = owner.accountId();
    this.ownerName = owner.name();
    this.chainId = id;
    this.chainNumber = 1;
    this.createdAt = now;
    steps.add(new StepRow(JobState.QUEUED, now, ""));
  }

  JobId jobId() {
    return new JobId(id);
  }

  /** Known before Ray is asked, so that a repeated submission finds itself. */
  String submissionId() {
    return id + "-" + attempt;
  }

  /** As clients know it. */
  String shownSubmissionId() {
    return chosenId == null ? submissionId() : chosenId;
  }

  boolean stalled() {
    return state == JobState.RUNNING && reasonCode.equals(JobLifecycle.STALLED);
  }

  Optional<JobProgress> progress() {
    return progressDone == null || progressTotal == null || progressSource == null
        ? Optional.empty()
        : Optional.of(
            new JobProgress(
                progressDone,
                progressTotal,
                progressUnit == null ? "" : progressUnit,
                progressSource));
  }

  JobSummary summary() {
    return new JobSummary(
        jobId(),
        name,
        shownSubmissionId(),
        tenantId,
        ownerId,
        ownerName,
        state,
        stalled() ? Optional.of("STALLED") : Optional.empty(),
        reason,
        reasonCode,
        Optional.of(clusterId),
        clusterName,
        attempt,
        Optional.ofNullable(resubmissionOf).map(JobId::new),
        new JobId(chainId),
        chainNumber,
        lastInChain > chainNumber,
        progress(),
        createdAt,
        Optional.ofNullable(startedAt),
        Optional.ofNullable(endedAt));
  }
}
