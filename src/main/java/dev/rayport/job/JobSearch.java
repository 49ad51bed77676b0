package dev.rayport.job;

import dev.rayport.base.KeysetSlices.Sorting;
import dev.rayport.tenant.TenantId;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/** A {@link JobQuery} as the database understands it. */
final class JobSearch {

  static final Sorting SORTING =
      new Sorting(
          Map.of("createdAt", "createdAt", "name", "name", "owner", "ownerName"), "-createdAt");
  private static final Map<String, String> GRID_COLUMNS =
      Map.of(
          "createdAt", "createdAt",
          "name", "name",
          "owner", "ownerName",
          "state", "state",
          "clusterName", "clusterName",
          "startedAt", "startedAt",
          "endedAt", "endedAt");

  private JobSearch() {}

  static Specification<JobRow> of(TenantId tenant, JobQuery query) {
    return (job, criteria, builder) -> {
      List<Predicate> all = new ArrayList<>();
      all.add(builder.equal(job.get("tenantId"), tenant.value()));
      if (!query.states().isEmpty()) {
        all.add(job.get("state").in(query.states()));
      }
      query.stage().ifPresent(stage -> all.add(builder.equal(job.get("stage"), stage)));
      query.template().ifPresent(template -> all.add(madeFrom(job, builder, template)));
      query
          .cluster()
          .ifPresent(c ->
              all.add(
                  builder.or(
                      builder.equal(job.get("clusterId"), c),
                      builder.equal(job.get("clusterName"), c))));
      query.owner().ifPresent(owner -> all.add(builder.equal(job.get("ownerName"), owner)));
      query.createdAfter().ifPresent(t -> all.add(builder.greaterThan(job.get("createdAt"), t)));
      query.createdBefore().ifPresent(t -> all.add(builder.lessThan(job.get("createdAt"), t)));
      if (query.unanswered()) {
        all.add(builder.equal(job.get("lastInChain"), job.get("chainNumber")));
      }
      if (!query.text().isBlank()) {
        all.add(holds(job, builder, query.text()));
      }
      return builder.and(all.toArray(Predicate[]::new));
    };
  }

  /** With a version that one, without any of them. */
  private static Predicate madeFrom(Root<JobRow> job, CriteriaBuilder builder, String template) {
    return template.contains("@")
        ? builder.equal(job.get("clusterTemplate"), template)
        : builder.like(job.get("clusterTemplate"), literally(template) + "@%", '!');
  }

  private static Predicate holds(Root<JobRow> job, CriteriaBuilder builder, String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    String pattern = "%" + literally(plain) + "%";
    return builder.or(
        builder.like(builder.lower(job.get("name")), pattern, '!'),
        builder.like(builder.lower(job.get("clusterName")), pattern, '!'),
        builder.equal(job.get("id"), plain));
  }

  private static String literally(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** The page with the entity's own names, in an order that is never ambiguous. */
  static Pageable page(Pageable wanted) {
    List<Sort.Order> orders = new ArrayList<>();
    for (Sort.Order order : wanted.getSort()) {
      String property = GRID_COLUMNS.get(order.getProperty());
      if (property != null) {
        orders.add(new Sort.Order(order.getDirection(), property));
      }
    }
    if (orders.isEmpty()) {
      orders.add(Sort.Order.desc("createdAt"));
    }
    orders.add(Sort.Order.desc("id"));
    return PageRequest.of(wanted.getPageNumber(), wanted.getPageSize(), Sort.by(orders));
  }
}
