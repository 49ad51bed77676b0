package dev.rayport.cluster;

import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When things happened to a cluster, and when it is to stop by itself. */
@Embeddable
class ClusterTimes {

  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  Instant createdAt = Instant.EPOCH;
  Instant stateSince = Instant.EPOCH;

  /** When it went to the queue for its present start. */
  Instant queuedAt = Instant.EPOCH;

  /** When its backend was first asked to start it. */
  @Nullable Instant startedAt;

  @Nullable Instant readyAt;
  @Nullable Instant stoppedAt;
  @Nullable Long idleSeconds;
  @Nullable Long ttlSeconds;

  /** The moment that was asked for. */
  @Nullable Instant stopAt;

  /** The latest moment, from ttl, stopAt and extensions. */
  @Nullable Instant stopsAt;

  /** Idleness does not count before this moment. */
  @Nullable Instant keepUntil;

  @Nullable Instant idleSince;

  /** Nothing newer is known of it, since its platform is silent; null while it is not. */
  @Nullable Instant asOf;

  /** Until then nobody worked at its start. */
  @Nullable Instant unattendedUntil;

  void created(Instant now) {
    createdAt = now;
    stateSince = now;
    queuedAt = now;
  }

  void stopWhen(StopWhen rules) {
    idleSeconds = rules.idle().map(Duration::toSeconds).orElse(null);
    ttlSeconds = rules.ttl().map(Duration::toSeconds).orElse(null);
    stopAt = rules.at().orElse(null);
    stopsAt = stopAt;
  }

  StopWhen stopWhen() {
    return new StopWhen(
        Optional.ofNullable(idleSeconds).map(Duration::ofSeconds),
        Optional.ofNullable(ttlSeconds).map(Duration::ofSeconds),
        Optional.ofNullable(stopAt));
  }

  void queued(Instant now) {
    queuedAt = now;
    startedAt = null;
    readyAt = null;
    stoppedAt = null;
    idleSince = null;
    unattendedUntil = null;
    keepUntil = null;
    stopAt = stopAt != null && stopAt.isAfter(now) ? stopAt : null;
    stopsAt = stopAt;
  }

  void started(Instant now) {
    startedAt = now;
    if (ttlSeconds != null) {
      Instant end = now.plusSeconds(ttlSeconds);
      stopsAt = stopAt == null || end.isBefore(stopAt) ? end : stopAt;
    }
  }

  /** Time so far does not count as time of its start; noted now and then, not every second. */
  void unattended(Instant now) {
    if (unattendedUntil == null || unattendedUntil.isBefore(now.minus(NOTED_EVERY))) {
      unattendedUntil = now;
    }
  }

  /** Since when somebody works at its start; empty before it starts. */
  Optional<Instant> attendedSince() {
    return Stream.of(Optional.ofNullable(startedAt), Optional.ofNullable(unattendedUntil))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .filter(since -> startedAt != null);
  }

  void stopped(Instant now) {
    stoppedAt = now;
    idleSince = null;
  }

  /** Whether anything ends it by itself. */
  boolean stopsByItself() {
    return stopsAt != null || idleSeconds != null || ttlSeconds != null;
  }

  void extend(Duration by, Instant now) {
    stopsAtLatest().ifPresent(end -> keepUntil = end.plus(by));
    if (stopsAt != null) {
      stopsAt = stopsAt.plus(by);
    }
    if (keepUntil == null || keepUntil.isBefore(now.plus(by))) {
      keepUntil = now.plus(by);
    }
  }

  Optional<Instant> idleEnd() {
    if (idleSeconds == null || idleSince == null) {
      return Optional.empty();
    }
    Instant end = idleSince.plusSeconds(idleSeconds);
    return Optional.of(keepUntil != null && keepUntil.isAfter(end) ? keepUntil : end);
  }

  Optional<Instant> stopsAtLatest() {
    return Stream.concat(Optional.ofNullable(stopsAt).stream(), idleEnd().stream())
        .min(Instant::compareTo);
  }
}
