package dev.rayport.job;

import dev.rayport.cluster.ClusterId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Which jobs of the current user's tenant. */
public record JobQuery(
    Set<JobState> states,
    Optional<ClusterId> cluster,
    Optional<String> owner,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore) {

  public static JobQuery all() {
    return new JobQuery(
        Set.of(), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
  }
}
