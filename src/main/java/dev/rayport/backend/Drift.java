package dev.rayport.backend;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What others changed of a cluster since it was last applied, and what it would be made from if
 * that were right.
 *
 * @param changes in the order of the spec
 * @param adopted the spec with every change that it can express
 */
public record Drift(List<Change> changes, ClusterSpec adopted) {

  /** Field of a change that lets the whole cluster rest, or wakes it. */
  public static final String SUSPENDED = "suspended";

  public Drift {
    changes = List.copyOf(changes);
  }

  /**
   * One field.
   *
   * @param field in the words of the spec, such as {@code workerGroups.worker.max}; where it has no
   *     word for it, the place in the platform's own object
   * @param wanted what was applied; empty: nothing
   * @param found what is there now; empty: nothing
   * @param manager who changed it, as the platform calls them
   * @param adoptable whether the spec can say it
   */
  public record Change(
      String field,
      String wanted,
      String found,
      String manager,
      Optional<Instant> at,
      boolean adoptable) {

    /** Whether it is the same change, whoever wrote last. */
    public boolean sameAs(Change other) {
      return field.equals(other.field) && wanted.equals(other.wanted) && found.equals(other.found);
    }
  }
}
