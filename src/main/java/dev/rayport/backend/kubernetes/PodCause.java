package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.Cause.Weight;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod is not ready: from its conditions, its containers, and events where those are mute. */
final class PodCause {

  private static final Set<String> VOLUME =
      Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");

  private static final Pattern PREEMPTION =
      Pattern.compile("\\.? (?:no new claims to deallocate, )?preemption: .*", Pattern.DOTALL);

  private final Pod pod;
  private final List<SeenEvent> events;

  private PodCause(Pod pod, List<SeenEvent> events) {
    this.pod = pod;
    this.events = events;
  }

  /**
   * @param events of this pod
   */
  static Cause of(Pod pod, List<SeenEvent> events) {
    PodCause cause = new PodCause(pod, events);
    return cause
        .ended()
        .or(cause::unscheduled)
        .or(cause::troubled)
        .or(cause::volumes)
        .orElseGet(cause::onItsWay);
  }

  private Optional<Cause> ended() {
    // Evicted pods are marked as disrupted too.
    if ("Evicted".equals(pod.getStatus().getReason())) {
      return Optional.of(ended("evicted", "evicted from the node"));
    }
    Optional<PodCondition> disrupted = condition("DisruptionTarget", "True");
    if (disrupted.isPresent()) {
      return Optional.of(
          Cause.of(
              Weight.STUCK,
              "preempted",
              "node taken away",
              disrupted.get().getMessage(),
              instant(disrupted.get().getLastTransitionTime())));
    }
    String phase = pod.getStatus().getPhase();
    return "Failed".equals(phase) || "Succeeded".equals(phase)
        ? troubled().or(() -> Optional.of(ended("crashed", "pod ended")))
        : Optional.empty();
  }

  private Cause ended(String code, String words) {
    return Cause.of(Weight.STUCK, code, words, pod.getStatus().getMessage(), Optional.empty());
  }

  private Optional<Cause> unscheduled() {
    Optional<PodCondition> waiting = condition("PodScheduled", "False");
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> since = instant(waiting.get().getLastTransitionTime());
    String message = withoutPreemption(waiting.get().getMessage());
    return Optional.of(
        "SchedulingGated".equals(waiting.get().getReason())
            ? Cause.of(Weight.NORMAL, "queued", "queued", message, since)
            : Cause.of(Weight.STUCK, "unschedulable", "no node has room", message, since));
  }

  /** That taking room from others would not help either is of no use to anybody. */
  private static @Nullable String withoutPreemption(@Nullable String message) {
    return message == null ? null : PREEMPTION.matcher(message).replaceFirst("");
  }

  private Optional<Cause> troubled() {
    return containers()
        .flatMap(status -> new ContainerCause(status, scheduledAt(), events).cause().stream())
        .findFirst();
  }

  private Optional<Cause> volumes() {
    boolean starting =
        containers().anyMatch(status -> isWaiting(status, "ContainerCreating"))
            || containers().anyMatch(status -> isWaiting(status, "PodInitializing"));
    return starting
        ? newest(VOLUME)
            .map(event ->
                Cause.of(
                    Weight.STUCK,
                    "volume",
                    "a volume cannot be mounted",
                    event.message(),
                    scheduledAt()))
        : Optional.empty();
  }

  private Cause onItsWay() {
    if (condition("PodScheduled", "True").isEmpty()) {
      return Cause.of(
          Weight.NORMAL,
          "starting",
          "a node is looked for",
          "",
          instant(pod.getMetadata().getCreationTimestamp()));
    }
    Optional<SeenEvent> image = newest(Set.of("Pulling", "Pulled"));
    if (image.isPresent() && image.get().reason().equals("Pulling")) {
      return Cause.of(
          Weight.NORMAL, "image-pulling", "image pull", "", Optional.of(image.get().last()));
    }
    boolean waitsForHead =
        containers().anyMatch(s -> s.getName().equals("wait-gcs-ready") && running(s));
    if (waitsForHead) {
      return Cause.of(
          Weight.NORMAL, "waiting-for-head", "the head is not ready", "", scheduledAt());
    }
    boolean runs = pod.getStatus().getContainerStatuses().stream().anyMatch(PodCause::running);
    return runs
        ? Cause.of(Weight.NORMAL, "starting", "Ray is starting", "", scheduledAt())
        : Cause.of(Weight.NORMAL, "starting", "containers are being made", "", scheduledAt());
  }

  private Optional<SeenEvent> newest(Set<String> reasons) {
    return events.stream()
        .filter(event -> reasons.contains(event.reason()))
        .max(Comparator.comparing(SeenEvent::last));
  }

  private Stream<ContainerStatus> containers() {
    return Stream.concat(
        pod.getStatus().getInitContainerStatuses().stream(),
        pod.getStatus().getContainerStatuses().stream());
  }

  private static boolean running(ContainerStatus status) {
    return status.getState() != null && status.getState().getRunning() != null;
  }

  private static boolean isWaiting(ContainerStatus status, String reason) {
    return status.getState() != null
        && status.getState().getWaiting() != null
        && reason.equals(status.getState().getWaiting().getReason());
  }

  private Optional<Instant> scheduledAt() {
    return condition("PodScheduled", "True")
        .flatMap(condition -> instant(condition.getLastTransitionTime()));
  }

  private Optional<PodCondition> condition(String type, String status) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
        .findFirst();
  }

  private static Optional<Instant> instant(@Nullable String text) {
    return ClusterConditions.instant(text);
  }
}
