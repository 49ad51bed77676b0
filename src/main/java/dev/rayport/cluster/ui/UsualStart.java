package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterService;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long clusters of a template usually take to start, in words. */
@Component
class UsualStart {

  private final ClusterService clusters;

  UsualStart(ClusterService clusters) {
    this.clusters = clusters;
  }

  /** “about 8 s”; empty while too few started. */
  Optional<String> about(String template) {
    return clusters.startTimes(template).map(times -> "about " + rough(times.half()));
  }

  /** “half of these clusters are ready in 8 s, 95 % in 12 s”; empty while too few started. */
  Optional<String> sentence(String template) {
    return clusters
        .startTimes(template)
        .map(times ->
            "half of these clusters are ready in %s, 95 %% in %s"
                .formatted(rough(times.half()), rough(times.most())));
  }

  private static String rough(Duration time) {
    return Words.duration(Duration.ofSeconds(Math.max(1, Math.round(time.toMillis() / 1000.0))));
  }
}
