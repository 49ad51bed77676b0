package dev.rayport.template;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

interface TemplateVersionRepository
    extends Repository<TemplateVersionEntity, String>,
        JpaSpecificationExecutor<TemplateVersionEntity> {

  TemplateVersionEntity saveAndFlush(TemplateVersionEntity version);

  List<TemplateVersionEntity> findByTenantIdInAndNewestTrueOrderByName(
      Collection<String> tenantIds);

  Optional<TemplateVersionEntity> findByTenantIdAndNameAndNewestTrue(String tenantId, String name);

  Optional<TemplateVersionEntity> findByTenantIdAndNameAndVersion(
      String tenantId, String name, int version);

  List<TemplateVersionEntity> findByTenantIdAndNameOrderByVersionDesc(String tenantId, String name);
}
