package dev.rayport.cluster;

import dev.rayport.backend.StartStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a start that lie before the backend's. */
final class StartSteps {

  private StartSteps() {}

  static List<StartStep> before(ClusterEntity cluster) {
    Instant queued = cluster.times.queuedAt;
    Optional<Instant> started = Optional.ofNullable(cluster.times.startedAt);
    List<StartStep> steps = new ArrayList<>();
    steps.add(done("Accepted", "policy and name", queued, queued));
    if (started.isPresent()) {
      steps.add(done("Queue", "capacity and turn", queued, started.get()));
    } else {
      steps.add(
          new StartStep(
              "Queue",
              StartStep.State.RUNNING,
              cluster.reason,
              Optional.of(queued),
              Optional.empty()));
    }
    return steps;
  }

  private static StartStep done(String step, String detail, Instant from, Instant to) {
    return new StartStep(step, StartStep.State.DONE, detail, Optional.of(from), Optional.of(to));
  }
}
