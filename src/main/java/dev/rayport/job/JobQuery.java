package dev.rayport.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs of the current user's tenant.
 *
 * @param states empty: any
 * @param cluster id or name of the cluster it runs or ran on
 * @param owner a user's name
 * @param text part of the name
 */
public record JobQuery(
    Set<JobState> states,
    Optional<String> cluster,
    Optional<String> owner,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore) {

  public static JobQuery all() {
    return new JobQuery(
        Set.of(), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
  }
}
