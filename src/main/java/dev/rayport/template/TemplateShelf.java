package dev.rayport.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where versions are kept: finds them, reads them once, and adds the next. */
@Component
class TemplateShelf {

  private final TemplateVersionRepository repository;
  private final Clock clock = Clock.systemUTC();
  private final Cache<String, TemplateDefinition> definitions =
      Caffeine.newBuilder().maximumSize(1000).build();

  TemplateShelf(TemplateVersionRepository repository) {
    this.repository = repository;
  }

  List<TemplateVersionEntity> newest(String tenant) {
    return repository.findByTenantIdInAndNewestTrueOrderByName(reach(tenant));
  }

  Optional<TemplateVersionEntity> find(String tenant, TemplateReference reference) {
    return reference.version().isPresent()
        ? repository.findByTenantIdInAndNameAndVersion(
            reach(tenant), reference.name(), reference.version().getAsInt())
        : repository.findByTenantIdInAndNameAndNewestTrue(reach(tenant), reference.name());
  }

  List<TemplateVersionEntity> versions(String tenant, String name) {
    return repository.findByTenantIdInAndNameOrderByVersionDesc(reach(tenant), name);
  }

  /** Definitions never change, so each is read once. */
  TemplateDefinition definition(TemplateVersionEntity version) {
    return definitions.get(version.id(), id -> TemplateReader.read(version.source()));
  }

  /** Adds the next version of what {@code tenant} owns. */
  @Transactional
  TemplateVersionEntity add(
      String tenant, TemplateDefinition definition, String source, String createdBy) {
    Optional<TemplateVersionEntity> last =
        repository.findByTenantIdInAndNameAndNewestTrue(List.of(tenant), definition.name());
    last.ifPresent(known -> {
      known.supersede();
      repository.saveAndFlush(known);
    });
    TemplateVersionEntity next = new TemplateVersionEntity(tenant, definition, source);
    next.number(last.map(TemplateVersionEntity::version).orElse(0) + 1, clock.instant(), createdBy);
    return repository.saveAndFlush(next);
  }

  private static List<String> reach(String tenant) {
    return List.of(tenant, TemplateVersionEntity.BUILT_IN);
  }
}
