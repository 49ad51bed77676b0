package dev.rayport.cluster;

import dev.rayport.template.Stage;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ClusterRepository
    extends Repository<ClusterEntity, String>, JpaSpecificationExecutor<ClusterEntity> {

  /** How many clusters of a tenant are in a state. */
  record StateCount(ClusterState state, long number) {}

  ClusterEntity saveAndFlush(ClusterEntity cluster);

  Optional<ClusterEntity> findById(String id);

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

  @Query("select c.id from ClusterEntity c where c.state = :state and c.desired = RUNNING")
  List<String> idsWaiting(ClusterState state);

  /** How many of the tenant's waiting clusters came before. */
  @Query(
      """
      select count(c) from ClusterEntity c
      where c.tenantId = :tenantId and c.state = REQUESTED and c.desired = RUNNING
        and (c.times.queuedAt < :queuedAt or (c.times.queuedAt = :queuedAt and c.id < :id))
      """)
  long waitingBefore(String tenantId, Instant queuedAt, String id);

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
