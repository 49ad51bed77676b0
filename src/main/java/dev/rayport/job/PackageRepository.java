package dev.rayport.job;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PackageRepository extends Repository<PackageRow, String> {

  Optional<PackageRow> findByTenantIdAndHash(String tenantId, String hash);

  PackageRow saveAndFlush(PackageRow row);
}
