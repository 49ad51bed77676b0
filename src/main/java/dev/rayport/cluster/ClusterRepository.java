package dev.rayport.cluster;

import dev.rayport.template.Stage;
import dev.rayport.tenant.Amounts;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ClusterRepository
    extends Repository<ClusterEntity, String>, JpaSpecificationExecutor<ClusterEntity> {

  /** What clusters of a stage hold, or one of them wants. */
  record Held(Stage stage, Long clusters, Double cpus, Long gpus, Long memory) {

    Amounts amounts() {
      return ClusterMeter.amounts(clusters, cpus, gpus, memory);
    }
  }

  /** A cluster that waits for its start. */
  record Waiting(String id, String tenantId) {}

  /** How many clusters of a tenant are in a state. */
  record StateCount(ClusterState state, long number) {}

  ClusterEntity saveAndFlush(ClusterEntity cluster);

  Optional<ClusterEntity> findById(String id);

  @Query("select c.tenantId from ClusterEntity c where c.id = :id")
  Optional<String> tenantOf(String id);

  /** The row, kept from others until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select c from ClusterEntity c where c.id = :id")
  Optional<ClusterEntity> lock(String id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select c from ClusterEntity c where c.tenantId = :tenantId and c.id = :id")
  Optional<ClusterEntity> lock(String tenantId, String id);

  Optional<ClusterEntity> findByTenantIdAndId(String tenantId, String id);

  Optional<ClusterEntity> findByTenantIdAndLivingName(String tenantId, String livingName);

  /** Whether a living cluster of the tenant is that object of its platform. */
  @Query(
      """
      select count(c) > 0 from ClusterEntity c
      where c.tenantId = :tenantId and c.stage = :stage and c.objectName = :objectName
        and c.livingName is not null
      """)
  boolean isAdopted(String tenantId, Stage stage, String objectName);

  /** Those with something left to do: a failed one that is to stop counts too. */
  @Query(
      """
      select c.id from ClusterEntity c
      where c.state not in :resting or (c.state = FAILED and c.desired = STOPPED)
      """)
  List<String> idsBesides(Collection<ClusterState> resting);

  @Query("select c.id from ClusterEntity c where c.state = :state order by c.times.readyAt, c.id")
  List<String> idsIn(ClusterState state, Limit limit);

  /** Those of all tenants, each tenant's in their order. */
  @Query(
      """
      select new dev.rayport.cluster.ClusterRepository$Waiting(c.id, c.tenantId)
      from ClusterEntity c where c.state = REQUESTED and c.desired = RUNNING
      order by c.tenantId, c.times.queuedAt, c.id
      """)
  List<Waiting> allWaiting();

  @Query(
      """
      select c.id from ClusterEntity c
      where c.tenantId = :tenantId and c.state = REQUESTED and c.desired = RUNNING
      order by c.times.queuedAt, c.id
      """)
  List<String> idsWaitingIn(String tenantId, Limit limit);

  /** What waiting clusters of the tenant want, in their order. */
  @Query(
      """
      select new dev.rayport.cluster.ClusterRepository$Held(
        c.stage, 1L, c.mostCpus, cast(c.mostGpus as long), c.mostMemory)
      from ClusterEntity c
      where c.tenantId = :tenantId and c.state = REQUESTED and c.desired = RUNNING
      order by c.times.queuedAt, c.id
      """)
  List<Held> waiting(String tenantId, Limit limit);

  /** As {@link #waiting}, of those that came before. */
  @Query(
      """
      select new dev.rayport.cluster.ClusterRepository$Held(
        c.stage, 1L, c.mostCpus, cast(c.mostGpus as long), c.mostMemory)
      from ClusterEntity c
      where c.tenantId = :tenantId and c.state = REQUESTED and c.desired = RUNNING
        and (c.times.queuedAt < :queuedAt or (c.times.queuedAt = :queuedAt and c.id < :id))
      order by c.times.queuedAt, c.id
      """)
  List<Held> waitingBefore(String tenantId, Instant queuedAt, String id, Limit limit);

  /** What the tenant's own clusters in these states hold, by stage. */
  @Query(
      """
      select new dev.rayport.cluster.ClusterRepository$Held(
        c.stage, count(c), sum(c.mostCpus), sum(c.mostGpus), sum(c.mostMemory))
      from ClusterEntity c
      where c.tenantId = :tenantId and c.id <> :besides and c.registered = false
        and c.state in :states
      group by c.stage
      """)
  List<Held> held(String tenantId, String besides, Collection<ClusterState> states);

  /** How many of the tenant's waiting clusters came before. */
  @Query(
      """
      select count(c) from ClusterEntity c
      where c.tenantId = :tenantId and c.state = REQUESTED and c.desired = RUNNING
        and (c.times.queuedAt < :queuedAt or (c.times.queuedAt = :queuedAt and c.id < :id))
      """)
  long countWaitingBefore(String tenantId, Instant queuedAt, String id);

  @Query(
      """
      select new dev.rayport.cluster.ClusterRepository$StateCount(c.state, count(c))
      from ClusterEntity c where c.tenantId = :tenantId and c.deleted = false group by c.state
      """)
  List<StateCount> countByState(String tenantId);

  @Modifying
  @Query(
      """
      update ClusterEntity c set c.portalEnded = true
      where c.registered = false and c.state in :states
      """)
  int markPortalEnded(Collection<ClusterState> states);
}
