package dev.rayport.backend.kubernetes;

import dev.rayport.backend.NodeObservation;
import dev.rayport.base.Quantity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod of a cluster as the reader needs it.
 *
 * @param events of this pod
 */
record RayPod(Pod pod, List<SeenEvent> events) {

  static final String HEAD = "head";
  private static final Map<String, String> PURPOSES =
      Map.of(
          "gcs-server", "GCS",
          "gcs", "GCS",
          "client", "Ray Client",
          "metrics", "metrics",
          "serve", "Ray Serve");

  static RayPod of(Pod pod, List<SeenEvent> all) {
    String name = pod.getMetadata().getName();
    return new RayPod(pod, all.stream().filter(event -> event.about("Pod", name)).toList());
  }

  String name() {
    return pod.getMetadata().getName();
  }

  boolean isHead() {
    return HEAD.equals(label("ray.io/node-type"));
  }

  boolean isWorker() {
    return "worker".equals(label("ray.io/node-type"));
  }

  String group() {
    return isHead() ? HEAD : label("ray.io/group");
  }

  private String label(String key) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(key, "");
  }

  boolean deleting() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  boolean ended() {
    String phase = pod.getStatus().getPhase();
    return "Failed".equals(phase) || "Succeeded".equals(phase);
  }

  boolean ready() {
    return !deleting() && !ended() && since("Ready").isPresent();
  }

  Instant createdAt() {
    return ClusterConditions.instant(pod.getMetadata().getCreationTimestamp())
        .orElse(Instant.EPOCH);
  }

  /** When a condition became true; empty while it is not. */
  Optional<Instant> since(String condition) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> condition.equals(c.getType()) && "True".equals(c.getStatus()))
        .map(PodCondition::getLastTransitionTime)
        .map(ClusterConditions::instant)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** When the image was there: as the event tells, or else when a container began to run. */
  Optional<Instant> pulledAt() {
    Optional<Instant> told =
        events.stream()
            .filter(event -> event.reason().equals("Pulled"))
            .map(SeenEvent::last)
            .min(Comparator.naturalOrder());
    return startedAt()
        .map(started -> told.filter(at -> at.isBefore(started)).orElse(started))
        .or(() -> told);
  }

  /** When Ray's container began to run; empty while it does not. */
  Optional<Instant> startedAt() {
    return rayStatus()
        .filter(status -> status.getState() != null && status.getState().getRunning() != null)
        .flatMap(
            status -> ClusterConditions.instant(status.getState().getRunning().getStartedAt()));
  }

  Cause cause() {
    return PodCause.of(pod, events);
  }

  String nodeName() {
    String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
    return node == null ? "" : node;
  }

  String image() {
    return rayContainer().map(Container::getImage).orElse("");
  }

  NodeObservation observation(Instant now) {
    NodeObservation.State state =
        ready()
            ? NodeObservation.State.READY
            : deleting()
                ? NodeObservation.State.STOPPED
                : ended() ? NodeObservation.State.FAILED : NodeObservation.State.STARTING;
    return new NodeObservation(
        name(),
        group(),
        state,
        reason(state, now),
        pod.getStatus().getPodIP() == null ? "" : pod.getStatus().getPodIP(),
        amount("cpu"),
        amount("memory"),
        gpus(),
        Optional.empty(),
        startedAt(),
        state == NodeObservation.State.READY ? ports() : List.of());
  }

  private String reason(NodeObservation.State state, Instant now) {
    return switch (state) {
      case READY -> "";
      case STOPPED -> "It is ending.";
      case STARTING, FAILED -> {
        String sentence = cause().sentence(now);
        yield Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
      }
    };
  }

  private Optional<ContainerStatus> rayStatus() {
    String name = rayContainer().map(Container::getName).orElse("");
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(name))
        .findFirst();
  }

  private Optional<Container> rayContainer() {
    return pod.getSpec() == null || pod.getSpec().getContainers().isEmpty()
        ? Optional.empty()
        : Optional.of(pod.getSpec().getContainers().getFirst());
  }

  private Map<String, io.fabric8.kubernetes.api.model.Quantity> limits() {
    return rayContainer()
        .map(Container::getResources)
        .map(resources ->
            resources.getLimits() == null || resources.getLimits().isEmpty()
                ? resources.getRequests()
                : resources.getLimits())
        .orElse(Map.of());
  }

  private Quantity amount(String resource) {
    io.fabric8.kubernetes.api.model.Quantity limit = limits().get(resource);
    if (limit == null) {
      return Quantity.of(0);
    }
    BigDecimal amount = limit.getNumericalAmount();
    return new Quantity(limit.toString(), amount.max(BigDecimal.ZERO));
  }

  private int gpus() {
    return limits().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gpu") || entry.getKey().contains("/mig-"))
        .mapToInt(entry -> entry.getValue().getNumericalAmount().intValue())
        .sum();
  }

  private List<NodeObservation.Port> ports() {
    return rayContainer().map(Container::getPorts).orElse(List.of()).stream()
        .filter(port -> port.getContainerPort() != null)
        .map(port -> new NodeObservation.Port(port.getContainerPort(), purpose(port), true))
        .toList();
  }

  private static String purpose(ContainerPort port) {
    String name = port.getName() == null ? "" : port.getName();
    return PURPOSES.getOrDefault(name, name.isEmpty() ? "Ray" : name);
  }
}
