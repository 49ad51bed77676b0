package dev.rayport.job;

import dev.rayport.base.CappedCount;
import dev.rayport.base.IndexOrder;
import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Finds the current tenant's jobs, with questions that stay quick when there are many. */
@Component
class JobFinder {

  /** A year from now: whatever is there was created before. */
  private static final long AHEAD = 366L * 24 * 3600;

  private final JobRepository jobs;
  private final CappedCount counted;

  JobFinder(JobRepository jobs, CappedCount counted) {
    this.jobs = jobs;
    this.counted = counted;
  }

  Slice<JobRow> slice(JobQuery query, SliceRequest request) {
    return KeysetSlices.find(
        jobs, which(query), request, JobSearch.sorting(query, request), job -> job);
  }

  List<JobRow> list(JobQuery query, Pageable page) {
    Pageable wanted = JobSearch.page(query, page);
    Specification<JobRow> all =
        JobSearch.steering(page)
            .<Specification<JobRow>>map(IndexOrder::by)
            .map(which(query)::and)
            .orElseGet(() -> which(query));
    return jobs.findBy(all, found -> found.sortBy(wanted.getSort()).slice(wanted).getContent());
  }

  /** Exact up to {@link CappedCount#MOST}. */
  long count(JobQuery query) {
    if (query.states().size() <= 1) {
      return counted.of(JobRow.class, which(query));
    }
    // One by one an index knows them.
    long all = 0;
    for (JobState state : query.states()) {
      all += counted.of(JobRow.class, which(query.in(state)));
    }
    return Math.min(all, CappedCount.MOST + 1);
  }

  private Specification<JobRow> which(JobQuery query) {
    TenantId tenant = CurrentUser.require().tenant();
    return JobSearch.of(tenant, reachable(tenant, query));
  }

  /**
   * No index finds a text within names, so each job must be looked at. Only the newest are, before
   * the moment that the query names; older ones are found by naming an earlier moment.
   */
  private JobQuery reachable(TenantId tenant, JobQuery query) {
    if (query.text().isBlank()) {
      return query;
    }
    Instant before = query.createdBefore().orElseGet(() -> Instant.now().plusSeconds(AHEAD));
    Optional<Instant> horizon = jobs.horizon(tenant.value(), before);
    return horizon.isEmpty()
        ? query
        : query.since(query.createdAfter().filter(horizon.get()::isBefore).orElseGet(horizon::get));
  }
}
