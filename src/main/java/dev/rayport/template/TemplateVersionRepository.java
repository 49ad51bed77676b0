package dev.rayport.template;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface TemplateVersionRepository extends Repository<TemplateVersionEntity, String> {

  TemplateVersionEntity saveAndFlush(TemplateVersionEntity version);

  List<TemplateVersionEntity> findByTenantIdInAndNewestTrueOrderByName(
      Collection<String> tenantIds);

  Optional<TemplateVersionEntity> findByTenantIdInAndNameAndNewestTrue(
      Collection<String> tenantIds, String name);

  Optional<TemplateVersionEntity> findByTenantIdInAndNameAndVersion(
      Collection<String> tenantIds, String name, int version);

  List<TemplateVersionEntity> findByTenantIdInAndNameOrderByVersionDesc(
      Collection<String> tenantIds, String name);
}
