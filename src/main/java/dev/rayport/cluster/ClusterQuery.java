package dev.rayport.cluster;

import dev.rayport.template.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which clusters of the current user's tenant; deleted ones are never found.
 *
 * @param states empty: any
 * @param owner a user's name
 * @param template name with or without version
 * @param text part of the name
 */
public record ClusterQuery(
    Set<ClusterState> states,
    Optional<Stage> stage,
    Optional<String> owner,
    Optional<String> template,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore) {

  /** The same in one state only. */
  ClusterQuery in(ClusterState state) {
    return new ClusterQuery(
        Set.of(state), stage, owner, template, text, createdAfter, createdBefore);
  }

  public static ClusterQuery all() {
    return new ClusterQuery(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty());
  }
}
