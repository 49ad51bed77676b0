package dev.rayport.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface GpuUseRepository extends Repository<GpuUse, String> {

  GpuUse save(GpuUse use);

  Optional<GpuUse> findFirstByClusterIdAndEndedAtIsNull(String clusterId);

  /** What a tenant held at any time after a moment. */
  @Query(
      """
      select u from GpuUse u
      where u.tenantId = :tenantId and (u.endedAt is null or u.endedAt > :since)
      """)
  List<GpuUse> since(String tenantId, Instant since);
}
