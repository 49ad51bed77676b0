package dev.rayport.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PackageRepository extends Repository<PackageRow, String> {

  Optional<PackageRow> findByTenantIdAndHash(String tenantId, String hash);

  PackageRow saveAndFlush(PackageRow row);

  /** Notes that a package that looks {@code stale} is wanted, and waits for who removes it. */
  @Modifying
  @Query(
      """
      update PackageRow p set p.storedAt = :now
      where p.tenantId = :tenantId and p.hash = :hash and p.storedAt < :stale
      """)
  int wanted(String tenantId, String hash, Instant now, Instant stale);

  /** Those that were last uploaded before a moment and that no job refers to. */
  @Query(
      """
      select p from PackageRow p where p.storedAt < :before and not exists (
        select j.id from JobRow j where j.tenantId = p.tenantId and j.packageHash = p.hash)
      """)
  List<PackageRow> unused(Instant before);

  @Modifying
  @Query(
      """
      delete from PackageRow p where p.id = :id and p.storedAt < :before and not exists (
        select j.id from JobRow j where j.tenantId = p.tenantId and j.packageHash = p.hash)
      """)
  int deleteUnused(String id, Instant before);
}
