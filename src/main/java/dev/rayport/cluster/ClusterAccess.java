package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.RayUse;
import dev.rayport.cluster.ClusterLifecycle.Why;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.AsSystem;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** For reconcilers of later rooms: a cluster's state and its Ray, without a user. */
@Service
public class ClusterAccess {

  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterSightings sightings;
  private final ClusterBackend backend;
  private final RegisteredClusters registered;
  private final ClusterNudger nudger;
  private final ClusterJson json;

  ClusterAccess(
      ClusterRepository clusters,
      ClusterStore store,
      ClusterSightings sightings,
      ClusterBackend backend,
      RegisteredClusters registered,
      ClusterNudger nudger,
      ClusterJson json) {
    this.clusters = clusters;
    this.store = store;
    this.sightings = sightings;
    this.backend = backend;
    this.registered = registered;
    this.nudger = nudger;
    this.json = json;
  }

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
    return clusters
        .findById(id.value())
        .map(cluster ->
            new Standing(
                true, expected(cluster), cluster.reason, cluster.name, cluster.startNumber))
        .orElseGet(() -> new Standing(false, ClusterState.STOPPED, "It never existed.", "", 0));
  }

  /** One that ends only to start again is as good as one that waits for its start. */
  private static ClusterState expected(ClusterEntity cluster) {
    boolean restarts = cluster.state == ClusterState.STOPPING && cluster.desired == Desired.RUNNING;
    return restarts ? ClusterState.REQUESTED : cluster.state;
  }

  /** Ray's API of a cluster that serves; empty while it has none or does not answer. */
  @AsSystem("the job reconciler submits and follows on behalf of the job's owner")
  public Optional<RayClient> ray(ClusterId id) {
    return clusters
        .findById(id.value())
        .filter(cluster ->
            cluster.state == ClusterState.READY || cluster.state == ClusterState.UPDATING)
        .filter(cluster -> cluster.condition != Condition.UNREACHABLE)
        .flatMap(this::endpoint)
        .map(RayClient::new);
  }

  /**
   * What a cluster that serves really uses; empty while it has no Ray that could be asked.
   *
   * @throws dev.rayport.backend.BackendException when it does not answer
   */
  @AsSystem("what clusters use is measured, whoever they belong to")
  public Optional<RayUse> use(ClusterId id) {
    // One that runs outside may share its machine with anything.
    boolean shared =
        backend.sharesMachine()
            || clusters.findById(id.value()).filter(cluster -> cluster.registered).isPresent();
    return ray(id).map(ray -> ray.use(shared));
  }

  /** Variables of its template that name secrets, for its jobs. */
  @AsSystem("a job is handed to Ray with them")
  public Map<String, String> handedToJobs(ClusterId id) {
    return clusters
        .findById(id.value())
        .map(cluster -> cluster.spec)
        .map(spec -> json.spec(spec).handedToJobs())
        .orElse(Map.of());
  }

  /** Stops a cluster that existed for one job only. */
  @AsSystem("a fresh cluster made for one job ends with it")
  public void release(ClusterId id, String reason) {
    Optional<ClusterEntity> cluster = clusters.findById(id.value());
    if (cluster.isPresent()
        && !cluster.get().registered
        && cluster.get().state != ClusterState.STOPPED) {
      store.endByRule(id.value(), known -> true, new Why(reason, "released"));
      nudger.nudge(id.value());
    }
  }

  private Optional<RayEndpoint> endpoint(ClusterEntity cluster) {
    if (cluster.registered && !cluster.readOnly()) {
      return Optional.of(registered.endpoint(cluster));
    }
    return sightings
        .ofMine(cluster.id)
        .or(() -> backend.observe(cluster.key()))
        .flatMap(ClusterObservation::endpoint);
  }
}
