package dev.rayport.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OwnerNoticeRepository extends Repository<OwnerNotice, String> {

  OwnerNotice save(OwnerNotice notice);

  Optional<OwnerNotice> findByTenantIdAndOwnerIdAndId(String tenantId, String ownerId, String id);

  @Query(
      """
      select n from OwnerNotice n
      where n.tenantId = :tenantId and n.ownerId = :ownerId and n.dismissed = false
        and n.toldAt > :after
      order by n.toldAt desc
      """)
  List<OwnerNotice> unread(String tenantId, String ownerId, Instant after, Limit limit);

  /** Questions that their owners have not answered by dismissing them, newest last. */
  @Query(
      """
      select n from OwnerNotice n
      where n.tenantId = :tenantId and n.clusterId in :clusters and n.dismissed = false
        and n.action = dev.rayport.admin.FleetAction.NOTIFY
      order by n.toldAt
      """)
  List<OwnerNotice> questions(String tenantId, Collection<String> clusters);
}
