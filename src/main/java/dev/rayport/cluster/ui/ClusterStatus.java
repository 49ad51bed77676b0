package dev.rayport.cluster.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.StatusItem;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How many clusters are ready and how many wait, in the status bar. */
@Component
class ClusterStatus implements StatusItem {

  private final ClusterService clusters;

  ClusterStatus(ClusterService clusters) {
    this.clusters = clusters;
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public Optional<Fact> fact() {
    Map<ClusterState, Long> counts = clusters.counts();
    long ready = counts.getOrDefault(ClusterState.READY, 0L);
    long waiting =
        counts.getOrDefault(ClusterState.REQUESTED, 0L)
            + counts.getOrDefault(ClusterState.STARTING, 0L);
    String text = Words.count(ready, "cluster ready", "clusters ready");
    if (waiting > 0) {
      text += ", " + Words.count(waiting) + " on the way";
    }
    return Optional.of(new Fact("boxes", text, Optional.of("clusters")));
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("cluster");
  }
}
