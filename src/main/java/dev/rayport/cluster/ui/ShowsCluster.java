package dev.rayport.cluster.ui;

import dev.rayport.cluster.ClusterDetails;

/** What a tab's view implements to be told what its cluster looks like now. */
public interface ShowsCluster {

  /** Called when the tab opens and whenever the cluster has changed. */
  void show(ClusterDetails details);
}
