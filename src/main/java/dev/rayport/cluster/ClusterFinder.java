package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.StartStep;
import dev.rayport.base.CappedCount;
import dev.rayport.base.IndexOrder;
import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.CurrentUser;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Finds the current tenant's clusters and shows them. */
@Component
class ClusterFinder {

  static final KeysetSlices.Sorting SORTING =
      new KeysetSlices.Sorting(
          Map.of("createdAt", "times.createdAt", "name", "name"), "-createdAt");

  private static final String CREATED = "times.createdAt";
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("createdAt", CREATED),
          Map.entry("stateSince", "times.stateSince"),
          Map.entry("stopsAt", "times.stopsAt"),
          Map.entry("owner", "ownerName"),
          Map.entry("template", "templateName"),
          Map.entry("memory", "memoryBytes"));

  private final ClusterRepository clusters;
  private final ClusterStartRepository starts;
  private final ClusterSightings sightings;
  private final ClusterJson json;
  private final CappedCount counted;

  ClusterFinder(
      ClusterRepository clusters,
      ClusterStartRepository starts,
      ClusterSightings sightings,
      ClusterJson json,
      CappedCount counted) {
    this.counted = counted;
    this.clusters = clusters;
    this.starts = starts;
    this.sightings = sightings;
    this.json = json;
  }

  /**
   * @throws Refusal NOT_FOUND
   */
  ClusterEntity require(String idOrName) {
    String tenant = CurrentUser.require().tenant().value();
    return clusters
        .findByTenantIdAndId(tenant, idOrName)
        .or(() -> clusters.findByTenantIdAndLivingName(tenant, idOrName))
        .orElseThrow(() -> Refusal.notFound("cluster", idOrName));
  }

  /**
   * One that the current user may change, locked until the transaction ends.
   *
   * @throws Refusal NOT_FOUND or FORBIDDEN
   */
  ClusterEntity requireChangeable(ClusterId id) {
    CurrentUser user = CurrentUser.require();
    ClusterEntity cluster =
        clusters
            .lock(user.tenant().value(), id.value())
            .orElseThrow(() -> Refusal.notFound("cluster", id.value()));
    if (!user.mayChange(cluster.ownerId)) {
      throw Refusal.forbidden(
          "“%s” belongs to %s; only they or a lead of %s may change it."
              .formatted(cluster.name, cluster.ownerName, cluster.tenantId));
    }
    return cluster;
  }

  /** As {@link #details(ClusterEntity)}, with few questions to the database. */
  Slice<ClusterDetails> details(Slice<ClusterEntity> found) {
    Map<String, ClusterStart> last = new HashMap<>();
    starts
        .lastOf(found.items().stream().map(cluster -> cluster.id).toList())
        .forEach(start -> last.put(start.clusterId, start));
    return found.map(cluster -> details(cluster, Optional.ofNullable(last.get(cluster.id))));
  }

  ClusterDetails details(ClusterEntity cluster) {
    return details(cluster, starts.findByClusterIdAndStartNumber(cluster.id, cluster.startNumber));
  }

  private ClusterDetails details(ClusterEntity cluster, Optional<ClusterStart> start) {
    Optional<ClusterObservation> seen = sightings.of(cluster.id);
    List<NodeObservation> nodes = seen.map(ClusterObservation::nodes).orElse(List.of());
    return new ClusterDetails(
        cluster.summary(),
        Optional.ofNullable(cluster.spec).map(json::spec),
        json.values(cluster.chosenValues),
        json.labels(cluster.labels),
        cluster.times.stopWhen(),
        steps(cluster, start),
        nodes,
        json.drift(cluster.drift),
        seen.flatMap(ClusterObservation::endpoint)
            .map(RayEndpoint::address)
            .map(Object::toString)
            .or(() -> Optional.ofNullable(cluster.rayAddress)),
        Optional.ofNullable(cluster.times.readyAt),
        Optional.ofNullable(cluster.times.stoppedAt));
  }

  private List<StartStep> steps(ClusterEntity cluster, Optional<ClusterStart> start) {
    if (cluster.registered) {
      return List.of();
    }
    return start
        .map(one -> json.steps(one.steps))
        .filter(steps -> !steps.isEmpty())
        .orElseGet(() -> StartSteps.before(cluster));
  }

  /** As an index holds them. */
  static KeysetSlices.Sorting sorting(ClusterQuery query, SliceRequest request) {
    return SORTING.within(same(query, SORTING.sort(request.sort())));
  }

  /** What all that is found shares and an index of the table begins with. */
  private static List<String> same(ClusterQuery query, Sort sort) {
    List<String> same = new ArrayList<>(List.of("tenantId", "deleted"));
    if (sort.iterator().next().getProperty().equals(CREATED)) {
      if (query.owner().isPresent()) {
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

  List<ClusterSummary> list(ClusterQuery query, Pageable page) {
    Sort wanted = sort(page.getSort());
    Sort sort = IndexOrder.within(same(query, wanted), wanted);
    Pageable sorted =
        page.isPaged()
            ? PageRequest.of(page.getPageNumber(), page.getPageSize(), sort)
            : Pageable.unpaged(sort);
    // Not all clusters stop by themselves.
    Specification<ClusterEntity> which =
        wanted.iterator().next().getProperty().equals("times.stopsAt")
            ? where(query)
            : where(query).and(IndexOrder.by(wanted));
    return clusters.findBy(
        which,
        found ->
            found.sortBy(sorted.getSort()).slice(sorted).map(ClusterEntity::summary).getContent());
  }

  /** How many match; exact up to {@link CappedCount#MOST}. */
  long count(ClusterQuery query) {
    if (query.states().size() <= 1) {
      return counted.of(ClusterEntity.class, where(query));
    }
    // One by one an index knows them.
    long all = 0;
    for (ClusterState state : query.states()) {
      all += counted.of(ClusterEntity.class, where(query.in(state)));
    }
    return Math.min(all, CappedCount.MOST + 1);
  }

  /** Translates what a grid sorts by; unknown columns are left out. */
  private static Sort sort(Sort wanted) {
    List<Sort.Order> orders = new ArrayList<>();
    for (Sort.Order order : wanted) {
      String column = COLUMNS.getOrDefault(order.getProperty(), order.getProperty());
      orders.add(new Sort.Order(order.getDirection(), column));
    }
    Sort sort = orders.isEmpty() ? Sort.by(Sort.Order.desc(CREATED)) : Sort.by(orders);
    return sort.iterator().next().getProperty().equals("name")
        ? IndexOrder.ties(sort, "id")
        : IndexOrder.ties(sort, CREATED, "id");
  }

  static Specification<ClusterEntity> where(ClusterQuery query) {
    String tenant = CurrentUser.require().tenant().value();
    Specification<ClusterEntity> own =
        (cluster, criteria, builder) -> builder.equal(cluster.get("tenantId"), tenant);
    return own.and(matching(query));
  }

  /**
   * Of all tenants.
   *
   * @param sought properties in which the text is sought besides the name
   */
  static Specification<ClusterEntity> matching(ClusterQuery query, String... sought) {
    return (cluster, criteria, builder) -> {
      List<Predicate> all = new ArrayList<>();
      all.add(builder.equal(cluster.get("deleted"), false));
      if (query.states().size() == 1) {
        all.add(builder.equal(cluster.get("state"), query.states().iterator().next()));
      } else if (!query.states().isEmpty()) {
        // As “in” H2 would read an index of states, and sort what it finds.
        Set<ClusterState> others = EnumSet.allOf(ClusterState.class);
        others.removeAll(query.states());
        all.add(builder.not(cluster.get("state").in(others)));
      }
      query.stage().ifPresent(stage -> all.add(builder.equal(cluster.get("stage"), stage)));
      query.owner().ifPresent(owner -> all.add(builder.equal(cluster.get("ownerName"), owner)));
      query
          .template()
          .ifPresent(template -> {
            String[] parts = template.split("@", 2);
            all.add(builder.equal(cluster.get("templateName"), parts[0]));
            if (parts.length > 1) {
              all.add(builder.equal(cluster.get("templateVersion").as(String.class), parts[1]));
            }
          });
      if (!query.text().isBlank()) {
        String part = contains(query.text());
        List<Predicate> any = new ArrayList<>();
        any.add(builder.like(cluster.get("name"), part, '\\'));
        for (String property : sought) {
          any.add(builder.like(builder.lower(cluster.get(property)), part, '\\'));
        }
        all.add(builder.or(any));
      }
      query
          .createdAfter()
          .ifPresent(
              after -> all.add(builder.greaterThan(cluster.get("times").get("createdAt"), after)));
      query
          .createdBefore()
          .ifPresent(
              before -> all.add(builder.lessThan(cluster.get("times").get("createdAt"), before)));
      return builder.and(all);
    };
  }

  private static String contains(String text) {
    String escaped =
        text.strip()
            .toLowerCase(java.util.Locale.ROOT)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_");
    return "%" + escaped + "%";
  }
}
