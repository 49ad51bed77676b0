package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.StartStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the start of a cluster is. A step that was done stays done with its times, though the pod
 * that they were read from may be replaced.
 */
final class StartProgress {

  static final String REDIS_FINALIZER = "ray.io/gcs-ft-redis-cleanup-finalizer";

  /** Kubernetes tells times in whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final ClusterView view;
  private final Phase phase;

  private StartProgress(ClusterView view, Phase phase) {
    this.view = view;
    this.phase = phase;
  }

  /** A step as the pods tell it. */
  private record Seen(String step, String detail, Optional<Instant> end) {}

  static List<StartStep> steps(ClusterView view, Phase phase) {
    return new StartProgress(view, phase).steps();
  }

  private List<StartStep> steps() {
    List<StartStep> steps = new ArrayList<>();
    Optional<Instant> from = Optional.of(view.runSince());
    for (Seen seen : seen()) {
      Optional<StartStep> kept = kept(seen.step());
      Optional<Instant> began = kept.flatMap(StartStep::startedAt).filter(at -> reached(steps));
      Optional<Instant> end =
          reached(steps)
              ? kept.flatMap(StartStep::endedAt).or(() -> settled(seen.end()))
              : Optional.empty();
      steps.add(step(seen, began.isPresent() ? began : from, end));
      from = end;
    }
    return steps;
  }

  /** Whether all steps so far are done. */
  private static boolean reached(List<StartStep> steps) {
    return steps.isEmpty() || steps.getLast().state() == StartStep.State.DONE;
  }

  /**
   * @param from when the step before it ended; empty: it did not
   */
  private StartStep step(Seen seen, Optional<Instant> from, Optional<Instant> end) {
    if (from.isEmpty()) {
      return new StartStep(
          seen.step(), StartStep.State.WAITING, seen.detail(), Optional.empty(), Optional.empty());
    }
    Optional<Instant> ordered = from.map(start -> end.filter(start::isAfter).orElse(start));
    StartStep.State state =
        end.isPresent()
            ? StartStep.State.DONE
            : phase == Phase.FAILED ? StartStep.State.FAILED : StartStep.State.RUNNING;
    return new StartStep(seen.step(), state, seen.detail(), ordered, end);
  }

  private List<Seen> seen() {
    Optional<RayPod> head = view.head();
    Optional<Instant> placed = head.flatMap(pod -> pod.since("PodScheduled"));
    Optional<Instant> ready = head.filter(RayPod::ready).flatMap(pod -> pod.since("Ready"));
    List<Seen> seen = new ArrayList<>();
    seen.add(new Seen("Taken up", "by KubeRay's operator", accepted()));
    seen.add(
        new Seen(
            "Node found",
            head.map(RayPod::nodeName).filter(n -> !n.isEmpty()).orElse("for the head"),
            placed));
    seen.add(
        new Seen(
            "Image pulled", head.map(RayPod::image).orElse(""), head.flatMap(RayPod::pulledAt)));
    seen.add(new Seen("Containers started", "of the head", head.flatMap(RayPod::startedAt)));
    seen.add(new Seen("Head ready", "GCS, dashboard and Jobs API", ready));
    if (view.desired() > 0) {
      boolean all = view.missing() == 0;
      seen.add(
          new Seen(
              "Workers joined",
              all ? "all" : "%d of %d".formatted(view.joined(), view.desired()),
              all ? lastWorker() : Optional.empty()));
    }
    return seen;
  }

  private Optional<Instant> accepted() {
    Stream<Instant> pods = view.heads().stream().map(RayPod::createdAt);
    Stream<Instant> said =
        view.conditions().all().stream().flatMap(condition -> condition.since().stream());
    return Stream.concat(pods, said)
        .filter(at -> !at.isBefore(view.runSince().minus(ROUNDING)))
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> lastWorker() {
    return view.workers().stream()
        .filter(RayPod::ready)
        .flatMap(pod -> pod.since("Ready").stream())
        .max(Comparator.naturalOrder());
  }

  /** Nothing of a start ends after all was there; later times are of a replaced pod. */
  private Optional<Instant> settled(Optional<Instant> end) {
    return view.completeAt()
        .map(complete -> end.filter(complete::isAfter).orElse(complete))
        .or(() -> end);
  }

  private Optional<StartStep> kept(String step) {
    return view.sighting().before().stream()
        .filter(before -> before.step().equals(step))
        .filter(before -> before.state() == StartStep.State.DONE)
        .filter(before ->
            before
                .endedAt()
                .filter(end -> !end.isBefore(view.runSince().minus(ROUNDING)))
                .isPresent())
        .findFirst();
  }
}
