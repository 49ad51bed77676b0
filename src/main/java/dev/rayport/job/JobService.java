package dev.rayport.job;

import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;

/** What a user can ask of jobs; always within their tenant. */
@Service
public class JobService {

  /** Accepts the job and returns at once with state QUEUED. */
  @AsResearcher
  public JobDetails submit(SubmitJob wish) {
    throw new UnsupportedOperationException(wish.name());
  }

  /** Checks as {@link #submit} does, without doing it; throws the same refusals. */
  @AsViewer
  public void check(SubmitJob wish) {
    throw new UnsupportedOperationException(wish.name());
  }

  /**
   * A new job with the spec of an old one, on the same cluster, or on a fresh one of the same make
   * when that is gone.
   *
   * @param changes top-level fields of {@code POST /jobs} that replace the old ones; may be empty
   */
  @AsResearcher
  public JobDetails resubmit(JobId id, Map<String, Object> changes) {
    throw new UnsupportedOperationException(id.value());
  }

  /** As {@link #resubmit}, with a whole spec from a form. */
  @AsResearcher
  public JobDetails resubmitAs(JobId id, SubmitJob changed) {
    throw new UnsupportedOperationException(id.value());
  }

  /** What differs between an old job's spec and a wish. */
  @AsViewer
  public List<JobDetails.SpecChange> diff(JobId from, SubmitJob to) {
    throw new UnsupportedOperationException(from.value());
  }

  @AsViewer
  public JobDetails get(JobId id) {
    throw new UnsupportedOperationException(id.value());
  }

  @AsViewer
  public Slice<JobSummary> slice(JobQuery query, SliceRequest request) {
    throw new UnsupportedOperationException();
  }

  @AsViewer
  public List<JobSummary> list(JobQuery query, Pageable page) {
    throw new UnsupportedOperationException();
  }

  @AsViewer
  public long count(JobQuery query) {
    throw new UnsupportedOperationException();
  }

  /** Stops it in whatever state it is; no error when it has ended. */
  @AsResearcher
  public JobDetails stop(JobId id) {
    throw new UnsupportedOperationException(id.value());
  }
}
