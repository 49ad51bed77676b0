package dev.rayport.cluster.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.NavCounter;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How many clusters there are, beside “Clusters” in the side navigation. */
@Component
class ClusterCounter implements NavCounter {

  private final ClusterService clusters;

  ClusterCounter(ClusterService clusters) {
    this.clusters = clusters;
  }

  @Override
  public String route() {
    return "clusters";
  }

  @Override
  public Optional<Count> count() {
    long living =
        clusters.counts().entrySet().stream()
            .filter(count -> count.getKey().living() && count.getKey() != ClusterState.FAILED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return living == 0 ? Optional.empty() : Optional.of(new Count(living, false, "are there"));
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("cluster");
  }
}
