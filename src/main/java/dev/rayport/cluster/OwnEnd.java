package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.cluster.ClusterLifecycle.Why;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When a cluster ends by itself: its time is over, or nobody has worked on it for long. */
@Component
class OwnEnd {

  private final ClusterStore store;
  private final IdleWatch idleWatch;
  private final ClusterProperties properties;
  private final Clock clock = Clock.systemUTC();

  OwnEnd(ClusterStore store, IdleWatch idleWatch, ClusterProperties properties) {
    this.store = store;
    this.idleWatch = idleWatch;
    this.properties = properties;
  }

  /** Ends it when its time is over; false otherwise. */
  boolean inTime(ClusterEntity cluster) {
    if (!timeIsOver(cluster)) {
      return false;
    }
    Why over = new Why("It reached the end of its time.", "time-over");
    store.endByRule(cluster.id, this::timeIsOver, over);
    return true;
  }

  /**
   * Ends it when it has been idle for long; false otherwise.
   *
   * @param idle as {@link #idle} said just now
   */
  boolean unused(ClusterEntity cluster, boolean idle) {
    if (!idle || !idledOut(cluster)) {
      return false;
    }
    String text =
        "No job or driver was active for %s."
            .formatted(DurationWords.of(cluster.times.stopWhen().idle().orElseThrow()));
    store.endByRule(cluster.id, this::idledOut, new Why(text, "idle"));
    return true;
  }

  /** Whether it is called IDLE; notes since when nothing was active. */
  boolean idle(ClusterEntity cluster, Optional<ClusterObservation> seen) {
    Instant readyAt = cluster.times.readyAt;
    Optional<RayEndpoint> endpoint =
        seen.filter(known -> known.phase() == ClusterObservation.Phase.READY)
            .flatMap(ClusterObservation::endpoint);
    boolean stays = cluster.state == ClusterState.READY && cluster.desired == Desired.RUNNING;
    if (!stays || readyAt == null || endpoint.isEmpty()) {
      return false;
    }
    Optional<Instant> since =
        idleWatch.idleSince(cluster.id, endpoint.get(), readyAt, idledOut(cluster));
    if (!since.equals(Optional.ofNullable(cluster.times.idleSince))) {
      store.idle(cluster, since);
    }
    return idledOut(cluster)
        || since
            .filter(moment -> !moment.plus(properties.idleAfter()).isAfter(clock.instant()))
            .isPresent();
  }

  void forget(ClusterEntity cluster) {
    idleWatch.forget(cluster.id);
  }

  private boolean timeIsOver(ClusterEntity cluster) {
    return cluster.desired == Desired.RUNNING
        && cluster.state != ClusterState.FAILED
        && cluster.state != ClusterState.STOPPED
        && cluster.times.stopsAt != null
        && !cluster.times.stopsAt.isAfter(clock.instant());
  }

  private boolean idledOut(ClusterEntity cluster) {
    return cluster.desired == Desired.RUNNING
        && cluster.times.idleEnd().filter(end -> !end.isAfter(clock.instant())).isPresent();
  }
}
