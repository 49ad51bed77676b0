package dev.rayport.backend;

import java.util.List;

/**
 * What it would mean for the portal to manage a cluster that others made.
 *
 * @param spec what it would be from then on; of one with hindrances, as far as it can be read
 * @param hindrances why it may not be managed, in sentences; empty: it may
 * @param changes what would be written at once
 */
public record TakeOver(ClusterSpec spec, List<String> hindrances, List<Rewrite> changes) {

  public TakeOver {
    hindrances = List.copyOf(hindrances);
    changes = List.copyOf(changes);
  }

  /**
   * One field.
   *
   * @param now what is there; empty: nothing
   * @param then what the portal writes; empty: nothing
   */
  public record Rewrite(String field, String now, String then) {}
}
