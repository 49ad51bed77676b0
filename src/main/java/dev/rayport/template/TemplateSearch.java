package dev.rayport.template;

import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Lists what is on the shelf, stretch by stretch. */
@Component
class TemplateSearch {

  private static final KeysetSlices.Sorting TEMPLATES =
      new KeysetSlices.Sorting(Map.of("name", "name", "createdAt", "createdAt"), "name");
  private static final KeysetSlices.Sorting VERSIONS =
      new KeysetSlices.Sorting(Map.of("version", "version", "createdAt", "createdAt"), "-version");

  private final TemplateVersionRepository repository;

  TemplateSearch(TemplateVersionRepository repository) {
    this.repository = repository;
  }

  /**
   * Newest versions of the tenant's own and of the built-in ones that it has not replaced.
   *
   * @param allowed names; empty: all
   */
  Slice<TemplateVersionEntity> newest(
      String tenant, Optional<Set<String>> allowed, TemplateQuery query, SliceRequest request) {
    Specification<TemplateVersionEntity> which =
        (version, criteria, is) -> {
          Subquery<Integer> own = criteria.subquery(Integer.class);
          Root<TemplateVersionEntity> other = own.from(TemplateVersionEntity.class);
          own.select(is.literal(1))
              .where(
                  is.equal(other.get("tenantId"), tenant),
                  is.isTrue(other.get("newest")),
                  is.equal(other.get("name"), version.get("name")));
          return is.and(
              allowed.map(names -> version.get("name").in(names)).orElseGet(is::conjunction),
              is.isTrue(version.get("newest")),
              is.or(
                  is.equal(version.get("tenantId"), tenant),
                  is.and(
                      is.equal(version.get("tenantId"), TemplateVersionEntity.BUILT_IN),
                      is.not(is.exists(own)))));
        };
    return KeysetSlices.find(
        repository, which.and(where(query)), request, TEMPLATES, version -> version);
  }

  /** Versions of one template of {@code owner}, a tenant or the portal itself. */
  Slice<TemplateVersionEntity> versions(
      String owner, String name, TemplateQuery query, SliceRequest request) {
    Specification<TemplateVersionEntity> which =
        (version, criteria, is) ->
            is.and(is.equal(version.get("tenantId"), owner), is.equal(version.get("name"), name));
    return KeysetSlices.find(
        repository, which.and(where(query)), request, VERSIONS, version -> version);
  }

  private static Specification<TemplateVersionEntity> where(TemplateQuery query) {
    return (version, criteria, is) -> is.and(predicates(query, version, is));
  }

  private static List<Predicate> predicates(
      TemplateQuery query, Root<TemplateVersionEntity> version, CriteriaBuilder is) {
    List<Predicate> all = new ArrayList<>();
    query.stage().ifPresent(stage -> all.add(is.equal(version.get("stage"), stage)));
    query.owner().ifPresent(owner -> all.add(is.equal(version.get("createdBy"), owner)));
    if (!query.text().isBlank()) {
      String part = query.text().strip().toLowerCase(Locale.ROOT);
      all.add(is.gt(is.locate(version.get("name"), part), 0));
    }
    query
        .createdAfter()
        .ifPresent(after -> all.add(is.greaterThan(version.get("createdAt"), after)));
    query
        .createdBefore()
        .ifPresent(before -> all.add(is.lessThan(version.get("createdAt"), before)));
    return all;
  }
}
