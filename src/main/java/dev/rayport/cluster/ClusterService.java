package dev.rayport.cluster;

import dev.rayport.backend.Fit;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;

/** What a user can ask of clusters; always within their tenant. */
@Service
public class ClusterService {

  /** Accepts the wish and returns at once with state REQUESTED. */
  @AsResearcher
  public ClusterDetails create(CreateCluster wish) {
    throw new UnsupportedOperationException(wish.name());
  }

  /** What {@link #create} would say, without doing it. */
  @AsViewer
  public Fit preview(CreateCluster wish) {
    throw new UnsupportedOperationException(wish.name());
  }

  /**
   * @param idOrName an id, or the name of a living cluster
   * @throws dev.rayport.base.Refusal NOT_FOUND, also for other tenants' clusters
   */
  @AsViewer
  public ClusterDetails get(String idOrName) {
    throw new UnsupportedOperationException(idOrName);
  }

  @AsViewer
  public Slice<ClusterSummary> slice(ClusterQuery query, SliceRequest request) {
    throw new UnsupportedOperationException();
  }

  @AsViewer
  public List<ClusterSummary> list(ClusterQuery query, Pageable page) {
    throw new UnsupportedOperationException();
  }

  @AsViewer
  public long count(ClusterQuery query) {
    throw new UnsupportedOperationException();
  }

  @AsViewer
  public Slice<ClusterEvent> events(ClusterId id, SliceRequest request) {
    throw new UnsupportedOperationException();
  }

  @AsResearcher
  public ClusterDetails stop(ClusterId id) {
    throw new UnsupportedOperationException();
  }

  /** Starts a stopped or failed cluster again from its stored spec. */
  @AsResearcher
  public ClusterDetails start(ClusterId id) {
    throw new UnsupportedOperationException();
  }

  @AsResearcher
  public ClusterDetails restart(ClusterId id) {
    throw new UnsupportedOperationException();
  }

  /** Moves the time at which it stops by itself. */
  @AsResearcher
  public ClusterDetails extend(ClusterId id, java.time.Duration by) {
    throw new UnsupportedOperationException();
  }

  /** Stops it and takes it out of lists; its history stays. */
  @AsResearcher
  public void delete(ClusterId id) {
    throw new UnsupportedOperationException();
  }
}
