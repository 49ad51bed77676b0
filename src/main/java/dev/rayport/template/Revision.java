package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import java.util.Map;

/**
 * A change of something that was made from a template.
 *
 * @param values what was chosen for its parameters
 * @param spec what it is now, with worker groups that were edited or added
 * @param changes values that are to differ, and {@code workerGroups}; a group that was added goes
 *     with {@code remove: true}
 */
public record Revision(Map<String, Object> values, ClusterSpec spec, Map<String, Object> changes) {

  /** What the template makes of the values, before and after. */
  public record Outcome(ResolvedTemplate before, ResolvedTemplate after) {}
}
