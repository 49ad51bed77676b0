package dev.rayport.cluster;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** What was asked of a cluster and what happened to it. */
@Entity
@Table(name = "cluster")
class ClusterEntity {

  static final String REGISTERED = "registered";
  private static final int LONGEST_STOP = 500;

  @Id String id = RandomId.next("cl");
  String tenantId = "";
  String ownerId = "";
  String ownerName = "";
  String name = "";
  @Nullable String livingName;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  Stage stage = Stage.TRAINING;

  String templateName = REGISTERED;
  int templateVersion;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  Desired desired = Desired.RUNNING;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  ClusterState state = ClusterState.REQUESTED;

  @Enumerated(EnumType.STRING)
  @Column(name = "cluster_condition", columnDefinition = "varchar(20)")
  @Nullable Condition condition;

  String reason = "";
  String reasonCode = "";
  String stopReason = "";
  String stopCode = "";
  int startNumber = 1;
  int workersReady;
  int workersDesired;
  double cpus;
  int gpus;
  long memoryBytes;

  /** What it may grow to counts against quotas. */
  double mostCpus;

  int mostGpus;
  long mostMemory;

  @Column(length = Length.LONG32)
  @Nullable String spec;

  @Column(length = Length.LONG32)
  String chosenValues = "{}";

  @Column(length = Length.LONG32)
  String labels = "{}";

  @Embedded ClusterTimes times = new ClusterTimes();

  /** What others changed of it; none while it is as it was applied. */
  @Column(length = Length.LONG32)
  @Nullable String drift;

  boolean revertWanted;

  /** Consecutive calls of the backend that went wrong. */
  int failures;

  /** The portal ended while it ran; whether its processes ended too, the backend knows. */
  boolean portalEnded;

  boolean deleteWanted;
  boolean deleted;
  boolean registered;

  /** What its platform calls it, of one that others made there. */
  @Nullable String objectName;

  /** With its stage while it lives, so that no two clusters are the same object. */
  @Nullable String livingObject;

  @Nullable String rayAddress;
  @Nullable String sealedToken;
  @Version int rowVersion;

  protected ClusterEntity() {}

  ClusterEntity(CurrentUser owner, String name, Stage stage, Instant now) {
    this.tenantId = owner.tenant().value();
    this.ownerId = owner.accountId();
    this.ownerName = owner.name();
    this.name = name;
    this.livingName = name;
    this.stage = stage;
    this.times.created(now);
  }

  /** Becomes one that others made. */
  void become(String object) {
    objectName = object;
    live();
  }

  /** Takes its name, and what it is on its platform, for itself. */
  private void live() {
    livingName = name;
    livingObject = objectName == null ? null : stage.name() + "/" + objectName;
  }

  ClusterId clusterId() {
    return new ClusterId(id);
  }

  ClusterKey key() {
    return new ClusterKey(id, tenantId, stage.word(), name, objectName == null ? "" : objectName);
  }

  String template() {
    if (registered) {
      return REGISTERED;
    }
    return withoutTemplate() ? templateName : templateName + "@" + templateVersion;
  }

  /** Made from a document, or by others. */
  boolean withoutTemplate() {
    return templateVersion == 0;
  }

  /** Made by others, and only shown here. */
  boolean readOnly() {
    return registered && objectName != null;
  }

  /** Asks for its end; the first who asks is named as the reason. */
  void wantStopped(String why, String code) {
    if (desired == Desired.STOPPED) {
      return;
    }
    desired = Desired.STOPPED;
    stopReason = why;
    stopCode = code;
  }

  /** Asks for its rest. */
  void wantSuspended(String why, String code) {
    desired = Desired.SUSPENDED;
    stopReason = why.length() <= LONGEST_STOP ? why : why.substring(0, LONGEST_STOP - 1) + "…";
    stopCode = code;
  }

  /** Takes the spec as what is asked for, with what it amounts to. */
  void ask(ClusterSpec asked, String json) {
    spec = json;
    cpus = asked.totalCpus();
    gpus = asked.totalGpus();
    memoryBytes = asked.totalMemory().bytes();
    workersDesired = asked.workers();
    ClusterSpec most = asked.largest();
    mostCpus = most.totalCpus();
    mostGpus = most.totalGpus();
    mostMemory = most.totalMemory().bytes();
  }

  /** Goes back to the queue for its next start. */
  void queue(Instant now) {
    desired = Desired.RUNNING;
    live();
    startNumber++;
    stopReason = "";
    stopCode = "";
    portalEnded = false;
    failures = 0;
    drift = null;
    times.queued(now);
    move(ClusterState.REQUESTED, Optional.empty(), now);
    explain("It waits for its start.", "queued");
  }

  void move(ClusterState to, Optional<Condition> with, Instant now) {
    if (state != to || !Optional.ofNullable(condition).equals(with)) {
      times.stateSince = now;
    }
    state = to;
    condition = with.orElse(null);
    if (to == ClusterState.STOPPED) {
      livingName = null;
      livingObject = null;
      deleted = deleteWanted;
      times.stopped(now);
    }
  }

  void explain(String why, String code) {
    reason = why.length() <= 2000 ? why : why.substring(0, 1999) + "…";
    reasonCode = code;
  }

  ClusterSummary summary() {
    return new ClusterSummary(
        clusterId(),
        name,
        tenantId,
        ownerId,
        ownerName,
        stage,
        template(),
        desired,
        state,
        Optional.ofNullable(condition),
        reason,
        reasonCode,
        workersReady,
        workersDesired,
        cpus,
        gpus,
        Quantity.ofBytes(memoryBytes),
        registered,
        drift != null,
        readOnly(),
        times.createdAt,
        times.stateSince,
        Optional.ofNullable(times.asOf),
        state == ClusterState.STOPPED || desired == Desired.SUSPENDED
            ? Optional.empty()
            : times.stopsAtLatest());
  }
}
