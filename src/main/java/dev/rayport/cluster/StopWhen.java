package dev.rayport.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a cluster stops by itself; whatever comes first.
 *
 * @param idle no job or driver was active for this long
 * @param ttl this long after the start
 * @param at at this time
 */
public record StopWhen(Optional<Duration> idle, Optional<Duration> ttl, Optional<Instant> at) {

  public static StopWhen never() {
    return new StopWhen(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
