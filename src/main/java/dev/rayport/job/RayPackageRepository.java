package dev.rayport.job;

import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RayPackageRepository extends Repository<RayPackageRow, String> {

  Optional<RayPackageRow> findByTenantIdAndOwnerIdAndName(
      String tenantId, String ownerId, String name);

  RayPackageRow saveAndFlush(RayPackageRow row);

  /** Names of packages that are gone. */
  @Modifying
  @Query(
      """
      delete from RayPackageRow r where not exists (
        select p.id from PackageRow p where p.tenantId = r.tenantId and p.hash = r.hash)
      """)
  int deleteGone();
}
