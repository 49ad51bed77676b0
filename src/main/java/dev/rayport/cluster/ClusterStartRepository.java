package dev.rayport.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ClusterStartRepository extends Repository<ClusterStart, String> {

  ClusterStart save(ClusterStart start);

  Optional<ClusterStart> findByClusterIdAndStartNumber(String clusterId, int startNumber);

  /** The current start of each of these clusters. */
  @Query(
      """
      select s from ClusterStart s join ClusterEntity c on c.id = s.clusterId
      where c.id in :clusterIds and s.startNumber = c.startNumber
      """)
  List<ClusterStart> lastOf(Collection<String> clusterIds);

  @Query(
      """
      select s.readyMillis from ClusterStart s
      where s.tenantId = :tenantId and s.templateName = :template and s.readyAt is not null
      order by s.readyAt desc
      """)
  List<Long> lastReadyMillis(String tenantId, String template, Limit limit);
}
