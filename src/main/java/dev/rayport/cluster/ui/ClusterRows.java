package dev.rayport.cluster.ui;

import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.ReasonSource;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Reads rows of lists; paging, order and filters are the database's work. */
@Component
class ClusterRows {

  /** What lists of the service may be sorted by when the newest come first. */
  static final String CREATED = "createdAt";

  private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, CREATED);

  private final ClusterService clusters;
  private final List<ReasonSource> reasons;

  ClusterRows(ClusterService clusters, ObjectProvider<ReasonSource> reasons) {
    this.clusters = clusters;
    this.reasons = reasons.stream().toList();
  }

  List<ClusterRow> page(Filter filter, Pageable page) {
    return ClusterSearch.query(filter).map(query -> page(query, ordered(page))).orElse(List.of());
  }

  /** Pages of the list as it is now: clusters that come meanwhile do not shift it. */
  Function<Pageable, List<ClusterRow>> still(Filter filter) {
    Optional<Instant> now = Optional.of(Instant.now());
    Optional<ClusterQuery> found =
        ClusterSearch.query(filter)
            .map(query ->
                new ClusterQuery(
                    query.states(),
                    query.stage(),
                    query.owner(),
                    query.template(),
                    query.text(),
                    query.createdAfter(),
                    now));
    return page -> found.map(query -> page(query, ordered(page))).orElse(List.of());
  }

  private static Pageable ordered(Pageable page) {
    return page.getSort().isSorted()
        ? page
        : PageRequest.of(page.getPageNumber(), page.getPageSize(), NEWEST_FIRST);
  }

  List<ClusterRow> page(ClusterQuery query, Pageable page) {
    return ClusterRow.of(clusters.list(query, page), reasons);
  }

  List<ClusterRow> newest(ClusterQuery query, int most) {
    return page(query, PageRequest.of(0, most, NEWEST_FIRST));
  }

  long count(Filter filter) {
    return ClusterSearch.query(filter).map(clusters::count).orElse(0L);
  }

  /** How it looks now; empty when it is gone. */
  Optional<ClusterRow> row(String id) {
    try {
      return ClusterRow.of(List.of(clusters.get(id).summary()), reasons).stream().findFirst();
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }
}
