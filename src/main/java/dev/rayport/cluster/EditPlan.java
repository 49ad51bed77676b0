package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import java.util.List;

/**
 * What an edit of a cluster would do.
 *
 * @param spec what it would be made from
 * @param live whether it may be done as the cluster is now; what does not run takes any change
 * @param why why it may not be done now, with the next step; empty when it may
 */
public record EditPlan(ClusterSpec spec, List<SpecChange> changes, boolean live, String why) {

  public EditPlan {
    changes = List.copyOf(changes);
  }
}
