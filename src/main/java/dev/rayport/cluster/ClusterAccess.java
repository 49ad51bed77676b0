package dev.rayport.cluster;

import dev.rayport.backend.RayClient;
import dev.rayport.tenant.AsSystem;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** For reconcilers of later rooms: a cluster's state and its Ray, without a user. */
@Service
public class ClusterAccess {

  /**
   * State now, for deciding what a job waits for.
   *
   * @param exists false when no such cluster was ever known
   * @param startNumber grows with each start of its processes; a job submitted to start n is lost
   *     when start n+1 begins
   */
  public record Standing(
      boolean exists, ClusterState state, String reason, String name, int startNumber) {}

  @AsSystem("the job reconciler decides by it whether to submit, wait or give up")
  public Standing standing(ClusterId id) {
    throw new UnsupportedOperationException();
  }

  /** Ray's API of a READY cluster; empty while it has none. */
  @AsSystem("the job reconciler submits and follows on behalf of the job's owner")
  public Optional<RayClient> ray(ClusterId id) {
    throw new UnsupportedOperationException();
  }

  /** Stops a cluster that existed for one job only. */
  @AsSystem("a fresh cluster made for one job ends with it")
  public void release(ClusterId id, String reason) {
    throw new UnsupportedOperationException();
  }
}
