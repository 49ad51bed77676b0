package dev.rayport.cluster;

import dev.rayport.cluster.ClusterLifecycle.Act;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When a cluster is looked at again if nothing is heard of it before. */
@Component
class NextLook {

  static final Duration AT_ONCE = Duration.ZERO;
  static final Duration SOON = Duration.ofSeconds(1);
  static final Duration WAITING = Duration.ofSeconds(5);

  private final ClusterProperties properties;
  private final Pace moving;
  private final Pace settled;
  private final Clock clock = Clock.systemUTC();

  NextLook(ClusterProperties properties) {
    this.properties = properties;
    this.moving = new Pace(properties.looksPerSecond());
    this.settled = new Pace(properties.looksPerSecond());
  }

  /**
   * @param cluster as it was before
   * @param there whether anything of it is seen
   * @return empty when there is nothing left to do
   */
  Optional<Duration> after(ClusterEntity cluster, ClusterLifecycle.Verdict verdict, boolean there) {
    String id = cluster.id;
    Optional<Duration> next =
        switch (verdict.state()) {
          case STOPPED, SUSPENDED -> Optional.empty();
          case FAILED ->
              verdict.act() == Act.STOP || there
                  ? Optional.of(moving.next(id, SOON))
                  : Optional.empty();
          case REQUESTED ->
              Optional.of(
                  cluster.state == ClusterState.STOPPING ? AT_ONCE : moving.next(id, WAITING));
          case STOPPING -> Optional.of(there ? moving.next(id, SOON) : AT_ONCE);
          case STARTING, SUSPENDING, UPDATING -> Optional.of(moving.next(id, SOON));
          case READY -> Optional.of(ready(cluster));
        };
    if (next.isEmpty() || verdict.state() == ClusterState.READY) {
      moving.forget(id);
    }
    if (verdict.state() != ClusterState.READY) {
      settled.forget(id);
    }
    return next;
  }

  /** It stops in time, however many there are. */
  private Duration ready(ClusterEntity cluster) {
    Duration look = settled.next(cluster.id, properties.look());
    Duration untilEnd =
        cluster
            .times
            .stopsAtLatest()
            .map(end -> Duration.between(clock.instant(), end))
            .orElse(look);
    Duration next = untilEnd.compareTo(look) < 0 ? untilEnd : look;
    return next.compareTo(SOON) < 0 ? SOON : next;
  }
}
