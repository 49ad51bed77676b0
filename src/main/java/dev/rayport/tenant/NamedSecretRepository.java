package dev.rayport.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface NamedSecretRepository extends Repository<NamedSecret, String> {

  List<NamedSecret> findByTenantIdAndOwnerIdInOrderByNameAscOwnerIdDesc(
      String tenantId, Collection<String> owners);

  Optional<NamedSecret> findByTenantIdAndOwnerIdAndName(
      String tenantId, String ownerId, String name);

  NamedSecret saveAndFlush(NamedSecret secret);

  void delete(NamedSecret secret);
}
