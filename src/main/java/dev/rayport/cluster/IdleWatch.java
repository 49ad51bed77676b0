package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks Ray since when no driver was active, but not at every look. */
@Component
class IdleWatch {

  private static final Duration SAME = Duration.ofSeconds(5);

  private final ClusterProperties properties;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(Instant at, Optional<Instant> idleSince) {}

  IdleWatch(ClusterProperties properties) {
    this.properties = properties;
  }

  /**
   * Since when nothing was active; empty while something is, or while that is not known.
   *
   * @param readyAt nothing was idle before
   * @param fresh whether an answer of some seconds ago is not good enough
   */
  Optional<Instant> idleSince(String id, RayEndpoint endpoint, Instant readyAt, boolean fresh) {
    Instant now = clock.instant();
    Answer last = answers.get(id);
    if (fresh || last == null || !last.at().plus(properties.look()).isAfter(now)) {
      last = new Answer(now, steady(last, ask(endpoint, readyAt, now)));
      answers.put(id, last);
    }
    return last.idleSince();
  }

  void forget(String id) {
    answers.remove(id);
  }

  /** Two answers about one moment differ by the time they took. */
  private static Optional<Instant> steady(@Nullable Answer last, Optional<Instant> since) {
    if (last == null || last.idleSince().isEmpty() || since.isEmpty()) {
      return since;
    }
    Duration apart = Duration.between(last.idleSince().get(), since.get()).abs();
    return apart.compareTo(SAME) < 0 ? last.idleSince() : since;
  }

  private static Optional<Instant> ask(RayEndpoint endpoint, Instant readyAt, Instant now) {
    try {
      RayClient ray = new RayClient(endpoint);
      Optional<Duration> idle = ray.idleFor();
      // A job whose environment is being prepared has no driver yet.
      if (ray.jobs().stream().anyMatch(job -> !job.status().ended())) {
        return Optional.empty();
      }
      Instant since = idle.map(now::minus).orElse(readyAt);
      return idle.equals(Optional.of(Duration.ZERO))
          ? Optional.empty()
          : Optional.of(
              (since.isBefore(readyAt) ? readyAt : since).truncatedTo(ChronoUnit.SECONDS));
    } catch (BackendException e) {
      return Optional.empty();
    }
  }
}
