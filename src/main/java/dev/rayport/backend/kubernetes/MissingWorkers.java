package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.Cause.Weight;
import dev.rayport.backend.kubernetes.ClusterView.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why workers are missing.
 *
 * @param refused what the API server said when pods were to be made
 */
record MissingWorkers(ClusterView view, Optional<Cause> refused) {

  /** How long a worker that the autoscaler asked for may take without being called missing. */
  private static final Duration JOINING = Duration.ofMinutes(5);

  /** The worst cause, of those as bad the most frequent; empty when no worker is missed. */
  Optional<Cause> cause() {
    List<Cause> causes = new ArrayList<>();
    view.groups().stream().filter(this::missed).forEach(group -> causes.addAll(causes(group)));
    return causes.stream()
        .max(
            Comparator.comparing(Cause::weight)
                .thenComparing(cause ->
                    Collections.frequency(causes.stream().map(Cause::code).toList(), cause.code()))
                .thenComparing(
                    cause -> cause.since().orElse(view.now()), Comparator.reverseOrder()));
  }

  /** Scaling up is no trouble: such workers are missed only when something holds them up. */
  private boolean missed(Group group) {
    if (view.ready(group) >= group.pods()) {
      return false;
    }
    if (!group.autoscales()
        || view.completeAt().isEmpty()
        || view.ready(group) < group.least()
        || refused.isPresent()) {
      return true;
    }
    return view.pods(group).stream()
        .filter(pod -> !pod.ready())
        .anyMatch(pod ->
            pod.cause().weight() != Weight.NORMAL
                || pod.createdAt().plus(JOINING).isBefore(view.now()));
  }

  private List<Cause> causes(Group group) {
    List<RayPod> pods = view.pods(group);
    List<Cause> causes = new ArrayList<>();
    pods.stream().filter(pod -> !pod.ready()).map(RayPod::cause).forEach(causes::add);
    if (pods.size() < group.pods()) {
      causes.add(
          refused.orElseGet(() ->
              new Cause(Weight.NORMAL, "starting", "pods are being made", "", Optional.empty())));
    }
    return causes;
  }
}
