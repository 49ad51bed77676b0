package dev.rayport.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    List<TemplateVersionEntity> all =
        repository.findByTenantIdInAndNewestTrueOrderByName(
            List.of(tenant, TemplateVersionEntity.BUILT_IN));
    Set<String> own =
        all.stream()
            .filter(version -> !version.builtIn())
            .map(TemplateVersionEntity::name)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(version -> !version.builtIn() || !own.contains(version.name()))
        .toList();
  }

  Optional<TemplateVersionEntity> find(String tenant, TemplateReference reference) {
    String owner = owner(tenant, reference.name());
    return reference.version().isPresent()
        ? repository.findByTenantIdAndNameAndVersion(
            owner, reference.name(), reference.version().getAsInt())
        : repository.findByTenantIdAndNameAndNewestTrue(owner, reference.name());
  }

  List<TemplateVersionEntity> versions(String tenant, String name) {
    return repository.findByTenantIdAndNameOrderByVersionDesc(owner(tenant, name), name);
  }

  /** Whether a name is the tenant's to give versions to. */
  boolean mayHave(String tenant, String name) {
    return !builtIn(name) || owner(tenant, name).equals(tenant);
  }

  private boolean builtIn(String name) {
    return repository
        .findByTenantIdAndNameAndNewestTrue(TemplateVersionEntity.BUILT_IN, name)
        .isPresent();
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
        repository.findByTenantIdAndNameAndNewestTrue(tenant, definition.name());
    last.ifPresent(known -> {
      known.supersede();
      repository.saveAndFlush(known);
    });
    TemplateVersionEntity next = new TemplateVersionEntity(tenant, definition, source);
    next.number(last.map(TemplateVersionEntity::version).orElse(0) + 1, clock.instant(), createdBy);
    return repository.saveAndFlush(next);
  }

  /** A later release may bring a name that a tenant has already: then it stays the tenant's. */
  String owner(String tenant, String name) {
    return repository.findByTenantIdAndNameAndNewestTrue(tenant, name).isPresent()
        ? tenant
        : TemplateVersionEntity.BUILT_IN;
  }
}
