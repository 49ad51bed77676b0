package dev.rayport.job;

import dev.rayport.template.Stage;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface JobRepository extends Repository<JobRow, String>, JpaSpecificationExecutor<JobRow> {

  Optional<JobRow> findById(String id);

  /** Holds the row until the end of the transaction. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select j from JobRow j where j.id = ?1 and j.tenantId = ?2")
  Optional<JobRow> lock(String id, String tenantId);

  Optional<JobRow> findByIdAndTenantId(String id, String tenantId);

  /** When the 50,000th of a tenant's newest jobs before a moment was created. */
  @Query(
      """
      select j.createdAt from JobRow j where j.tenantId = ?1 and j.createdAt < ?2
      order by j.tenantId desc, j.createdAt desc, j.id desc limit 1 offset 50000
      """)
  Optional<Instant> horizon(String tenantId, Instant before);

  Optional<JobRow> findByOnceKey(String onceKey);

  List<JobRow> findByChainIdAndTenantIdOrderByChainNumber(String chainId, String tenantId);

  List<JobRow> findByResubmissionOfAndOwnerIdAndCreatedAtAfter(
      String resubmissionOf, String ownerId, Instant after);

  @Query("select coalesce(max(j.chainNumber), 0) from JobRow j where j.chainId = ?1")
  int lastInChain(String chainId);

  /** What Ray's own clients see of a cluster, newest first. */
  List<JobRow> findByTenantIdAndClusterIdAndOffRaysListsFalseOrderByCreatedAtDesc(
      String tenantId, String clusterId, Limit limit);

  Optional<JobRow> findByTenantIdAndClusterIdAndChosenId(
      String tenantId, String clusterId, String chosenId);

  Optional<JobRow> findByTenantIdAndClusterIdAndId(String tenantId, String clusterId, String id);

  List<JobRow> findByTenantIdAndClusterIdAndRayJobIdOrderByCreatedAtDesc(
      String tenantId, String clusterId, String rayJobId);

  /** Of one that has ended. */
  @Modifying
  @Query("update JobRow j set j.offRaysLists = true where j.id = ?1 and j.endedAt is not null")
  int takeOffRaysLists(String id);

  JobRow saveAndFlush(JobRow row);

  /** Jobs that still need their reconciler: alive, or with a cluster to give back. */
  @Query(
      "select j.id from JobRow j where j.state in ?1"
          + " or (j.ownCluster = true and j.ownClusterReleased = false)")
  List<String> findUnfinished(Collection<JobState> living);

  @Query("select j.id from JobRow j where j.clusterId = ?1 and j.state in ?2")
  List<String> findOn(String clusterId, Collection<JobState> states);

  List<JobRow> findByTenantIdAndClusterIdAndStateInOrderByCreatedAt(
      String tenantId, String clusterId, Collection<JobState> states);

  /** Raises the version, so that a reconciler that did not see the wish cannot save. */
  @Modifying
  @Query(
      "update versioned JobRow j set j.stopWanted = ?2, j.stopReason = ?3"
          + " where j.id = ?1 and j.stopWanted = dev.rayport.job.JobRow.StopWish.NONE"
          + " and j.endedAt is null")
  int wishStop(String id, JobRow.StopWish wish, String reason);

  @Modifying
  @Query(
      "update JobRow j set j.progressDone = null, j.progressTotal = null, j.progressUnit = null,"
          + " j.progressSource = null where j.id = ?1")
  int clearProgress(String id);

  @Modifying
  @Query(
      "update JobRow j set j.progressDone = ?2, j.progressTotal = ?3, j.progressUnit = ?4,"
          + " j.progressSource = ?5 where j.id = ?1")
  int saveProgress(String id, double done, double total, String unit, JobProgress.Source source);

  /** How many jobs of a stage. */
  record StageCount(@Nullable Stage stage, long number) {}

  /** Jobs of the tenant that Ray may have, by stage. */
  @Query(
      """
      select new dev.rayport.job.JobRepository$StageCount(j.stage, count(j)) from JobRow j
      where j.tenantId = :tenantId and j.state in :living and j.startNumber > 0
      group by j.stage
      """)
  List<StageCount> handedOver(String tenantId, Collection<JobState> living);

  /** Stages of the tenant's jobs that wait for its quota, in their order. */
  @Query(
      """
      select new dev.rayport.job.JobRepository$StageCount(j.stage, 1L) from JobRow j
      where j.tenantId = :tenantId and j.state = QUEUED and j.reasonCode = :code
        and (j.createdAt < :createdAt or (j.createdAt = :createdAt and j.id < :id))
      order by j.createdAt, j.id
      """)
  List<StageCount> waitingBefore(
      String tenantId, String code, Instant createdAt, String id, Limit limit);

  @Query(
      """
      select j.id from JobRow j
      where j.tenantId = :tenantId and j.state = QUEUED and j.reasonCode = :code
      order by j.createdAt, j.id
      """)
  List<String> idsWaiting(String tenantId, String code, Limit limit);
}
