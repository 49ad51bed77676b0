package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.Cause.Weight;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with one container.
 *
 * @param since when its pod found a node
 * @param events of its pod
 */
record ContainerCause(ContainerStatus status, Optional<Instant> since, List<SeenEvent> events) {

  private static final Set<String> PULL =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");
  private static final Set<String> CONFIG =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");
  private static final Pattern PULL_CHAIN =
      Pattern.compile(
          "^(?:(?:rpc error: code = \\w+ desc = |[Ff]ailed to [^:\"]{1,60}(?:\"[^\"]*\")?: ?))*+"
              + "(?:[A-Z][a-z]+ \"[^\"]*\": )?");
  private static final int MANY_CRASHES = 5;

  /** Empty when nothing is wrong with it. */
  Optional<Cause> cause() {
    ContainerState state = status.getState();
    Optional<ContainerStateTerminated> before =
        Optional.ofNullable(status.getLastState()).map(ContainerState::getTerminated);
    int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
    if (state == null) {
      return Optional.empty();
    }
    if (state.getTerminated() != null && failed(state.getTerminated())) {
      return Optional.of(died(state.getTerminated(), Weight.STUCK, restarts));
    }
    if (state.getWaiting() != null) {
      return waiting(state.getWaiting(), before, restarts);
    }
    boolean unready = !Boolean.TRUE.equals(status.getReady());
    return restarts > 0 && unready && state.getRunning() != null
        ? before.map(terminated -> died(terminated, Weight.STUCK, restarts))
        : Optional.empty();
  }

  private Optional<Cause> waiting(
      ContainerStateWaiting waiting, Optional<ContainerStateTerminated> before, int restarts) {
    String reason = waiting.getReason() == null ? "" : waiting.getReason();
    if (reason.equals("InvalidImageName")) {
      return Optional.of(
          Cause.of(
              Weight.HOPELESS, "image-pull", "no proper image name", waiting.getMessage(), since));
    }
    if (PULL.contains(reason)) {
      return Optional.of(
          Cause.of(Weight.STUCK, "image-pull", pullWords(), root(pullMessage(waiting)), since));
    }
    if (CONFIG.contains(reason)) {
      return Optional.of(
          Cause.of(
              Weight.STUCK,
              "container-config",
              "container cannot be made",
              waiting.getMessage(),
              since));
    }
    if (reason.equals("CrashLoopBackOff")) {
      Weight weight = restarts >= MANY_CRASHES ? Weight.HOPELESS : Weight.STUCK;
      return Optional.of(
          before
              .map(terminated -> died(terminated, weight, restarts))
              .orElseGet(() ->
                  Cause.of(
                      weight,
                      "crash-loop",
                      "crashes again and again",
                      waiting.getMessage(),
                      since)));
    }
    return Optional.empty();
  }

  /** “Back-off pulling image” hides why; the event of the first attempt tells it. */
  private String pullMessage(ContainerStateWaiting waiting) {
    return events.stream()
        .filter(event -> event.reason().equals("Failed") && event.message().contains("pull"))
        .max(Comparator.comparing(SeenEvent::last))
        .map(SeenEvent::message)
        .orElse(waiting.getMessage() == null ? "" : waiting.getMessage());
  }

  private String pullWords() {
    String image = status.getImage();
    return image == null || image.isBlank()
        ? "its image cannot be pulled"
        : "image %s cannot be pulled".formatted(image);
  }

  /** The end of containerd's chain of failures; what is before it repeats the image's name. */
  private static String root(String message) {
    return PULL_CHAIN.matcher(message).replaceFirst("");
  }

  private static Cause died(ContainerStateTerminated end, Weight weight, int restarts) {
    Optional<Instant> since = ClusterConditions.instant(end.getFinishedAt());
    String times = restarts > 1 ? " %d times".formatted(restarts) : "";
    if ("OOMKilled".equals(end.getReason())) {
      return Cause.of(weight, "out-of-memory", "out of memory" + times, "", since);
    }
    String words =
        "ended%s with exit code %d"
            .formatted(times, end.getExitCode() == null ? -1 : end.getExitCode());
    return Cause.of(
        weight, restarts > 0 ? "crash-loop" : "crashed", words, end.getMessage(), since);
  }

  private static boolean failed(ContainerStateTerminated end) {
    return end.getExitCode() == null || end.getExitCode() != 0;
  }
}
