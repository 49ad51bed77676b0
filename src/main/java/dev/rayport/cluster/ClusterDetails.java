package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one cluster.
 *
 * @param spec what it was made from; empty for registered clusters
 * @param values of the template's parameters
 * @param steps of the present or last start
 * @param nodes as last observed
 * @param drift what others changed of it on its platform; often nothing
 * @param rayAddress of the Ray HTTP API, without any credentials; empty when it does not answer
 */
public record ClusterDetails(
    ClusterSummary summary,
    Optional<ClusterSpec> spec,
    Map<String, Object> values,
    Map<String, String> labels,
    StopWhen stopWhen,
    List<StartStep> steps,
    List<NodeObservation> nodes,
    List<Drift.Change> drift,
    Optional<String> rayAddress,
    Optional<Instant> readyAt,
    Optional<Instant> stoppedAt) {

  public ClusterId id() {
    return summary.id();
  }
}
