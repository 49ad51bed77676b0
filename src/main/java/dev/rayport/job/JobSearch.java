package dev.rayport.job;

import dev.rayport.base.IndexOrder;
import dev.rayport.base.KeysetSlices.Sorting;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.TenantId;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/** A {@link JobQuery} as the database understands it. */
final class JobSearch {

  static final Sorting SORTING =
      new Sorting(
          Map.of("createdAt", "createdAt", "name", "name", "owner", "ownerName,createdAt"),
          "-createdAt");
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
      all.addAll(states(job, builder, query.states()));
      query.stage().ifPresent(stage -> all.add(builder.equal(job.get("stage"), stage)));
      query.template().ifPresent(template -> all.add(madeFrom(job, builder, template)));
      query.cluster().ifPresent(c -> all.add(builder.equal(job.get(clusterProperty(c)), c)));
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

  private static List<Predicate> states(
      Root<JobRow> job, CriteriaBuilder builder, Set<JobState> states) {
    List<Predicate> all = new ArrayList<>();
    if (states.size() == 1) {
      all.add(builder.equal(job.get("state"), states.iterator().next()));
    } else if (!states.isEmpty()) {
      // As “in” H2 would read an index of states, and sort what it finds.
      Set<JobState> others = EnumSet.allOf(JobState.class);
      others.removeAll(states);
      all.add(builder.not(job.get("state").in(others)));
    }
    if (living(states)) {
      all.add(builder.isNull(job.get("endedAt")));
    }
    return all;
  }

  /** The few among many that have ended. */
  private static boolean living(Set<JobState> states) {
    return states.size() > 1 && JobState.LIVING.containsAll(states);
  }

  /** With a version that one, without any of them. */
  private static Predicate madeFrom(Root<JobRow> job, CriteriaBuilder builder, String template) {
    Predicate name = builder.equal(job.get("templateName"), template.split("@", 2)[0]);
    return template.contains("@")
        ? builder.and(name, builder.equal(job.get("clusterTemplate"), template))
        : name;
  }

  /** No name has the line that is in every id. */
  private static String clusterProperty(String idOrName) {
    return idOrName.contains("_") ? "clusterId" : "clusterName";
  }

  /** What all that is found shares and an index of the table begins with. */
  private static List<String> same(JobQuery query, Sort sort) {
    List<String> same = new ArrayList<>(List.of("tenantId"));
    if (sort.iterator().next().getProperty().equals("createdAt")) {
      if (query.cluster().isPresent()) {
        same.add(clusterProperty(query.cluster().get()));
      } else if (living(query.states())) {
        same.add("endedAt");
      } else if (query.owner().isPresent()) {
        same.add("ownerName");
      } else if (query.states().size() == 1) {
        same.add("state");
      } else if (query.template().isPresent()) {
        same.add("templateName");
      } else if (query.stage().isPresent()) {
        same.add("stage");
      }
    }
    return same;
  }

  /** As an index holds them. */
  static Sorting sorting(JobQuery query, SliceRequest request) {
    return SORTING.within(same(query, SORTING.sort(request.sort())));
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

  /** What the page is sorted by first, if every job has it. */
  static Optional<Sort> steering(Pageable wanted) {
    Sort.Order first = orders(wanted).getFirst();
    return first.getProperty().equals("startedAt") || first.getProperty().equals("endedAt")
        ? Optional.empty()
        : Optional.of(Sort.by(first));
  }

  /** The page with the entity's own names, in an order that is never ambiguous. */
  static Pageable page(JobQuery query, Pageable wanted) {
    List<Sort.Order> orders = orders(wanted);
    Sort sort =
        orders.getFirst().getProperty().equals("name")
            ? IndexOrder.ties(Sort.by(orders), "id")
            : IndexOrder.ties(Sort.by(orders), "createdAt", "id");
    return PageRequest.of(
        wanted.getPageNumber(), wanted.getPageSize(), IndexOrder.within(same(query, sort), sort));
  }

  private static List<Sort.Order> orders(Pageable wanted) {
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
    return orders;
  }
}
