package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.kubernetes.Cause.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a cluster on Kubernetes to what the portal sees of it: a pure function. Pods
 * decide; the operator's status tells only what pods cannot, for its state stays “ready” when pods
 * die and it has no word about workers.
 */
final class RayClusterStatusReader {

  /** A burst of clusters keeps one operator busy for about as long. */
  private static final Duration OPERATOR_SILENT = Duration.ofSeconds(30);

  /** KubeRay itself gives the cleaning of Redis 300 s. */
  private static final Duration REDIS_STUCK = Duration.ofSeconds(330);

  private static final Duration FINALIZER_STUCK = Duration.ofSeconds(15);

  private final ClusterView view;

  private RayClusterStatusReader(ClusterView view) {
    this.view = view;
  }

  /** A phase with its reason. */
  record Verdict(Phase phase, String reason, String code) {
    static final Verdict READY = new Verdict(Phase.READY, "", "");
  }

  static ClusterObservation read(Sighting sighting) {
    ClusterView view = ClusterView.of(sighting);
    Verdict verdict = new RayClusterStatusReader(view).verdict();
    boolean going =
        switch (verdict.phase()) {
          case STOPPING, SUSPENDING, SUSPENDED -> true;
          case STARTING, READY, DEGRADED, UNREACHABLE, FAILED -> false;
        };
    List<NodeObservation> nodes =
        view.allPods().stream()
            .filter(pod -> going || !pod.deleting())
            .map(pod -> pod.observation(sighting.now()))
            .toList();
    Optional<RayEndpoint> endpoint =
        verdict.phase() == Phase.SUSPENDED ? Optional.empty() : sighting.head().endpoint();
    return new ClusterObservation(
        verdict.phase(),
        verdict.reason(),
        verdict.code(),
        StartProgress.steps(view, verdict.phase()),
        nodes,
        endpoint);
  }

  private Verdict verdict() {
    if (view.sighting().cluster().isEmpty()) {
      return new Verdict(Phase.STOPPING, podsEnd(), "deleting");
    }
    if (view.deletedAt().isPresent()) {
      return deleting(view.deletedAt().get());
    }
    return unattended()
        .or(this::suspension)
        .or(this::rejected)
        .or(this::untouched)
        .orElseGet(this::running);
  }

  private Verdict deleting(Instant since) {
    Duration lasting = Duration.between(since, view.now());
    List<String> finalizers =
        view.cluster().at("metadata").items("finalizers").stream().map(Object::toString).toList();
    Duration patience =
        finalizers.contains(StartProgress.REDIS_FINALIZER) ? REDIS_STUCK : FINALIZER_STUCK;
    boolean podsEnd = view.allPods().stream().anyMatch(RayPod::deleting);
    if (!finalizers.isEmpty() && !podsEnd && lasting.compareTo(patience) > 0) {
      return new Verdict(
          Phase.STOPPING,
          "It cannot go while nobody takes its finalizer %s off; who set that has to, or an"
                  .formatted(String.join(", ", finalizers))
              + " administrator.",
          "finalizer-stuck");
    }
    return new Verdict(
        Phase.STOPPING,
        view.allPods().isEmpty() && finalizers.contains(StartProgress.REDIS_FINALIZER)
            ? "KubeRay clears its state out of Redis."
            : podsEnd(),
        "deleting");
  }

  private String podsEnd() {
    int pods = view.allPods().size();
    return pods == 0
        ? "It is being deleted."
        : "Its pods are ending; %d %s left.".formatted(pods, pods == 1 ? "is" : "are");
  }

  /** A rest or its end that was asked for, and that the operator has not even seen. */
  private Optional<Verdict> unattended() {
    boolean asked = view.cluster().at("spec").truth("suspend");
    boolean rests = view.conditions().isTrue("RayClusterSuspended");
    boolean silent =
        view.unseenSince()
            .filter(since -> since.plus(OPERATOR_SILENT).isBefore(view.now()))
            .isPresent();
    return silent && asked != rests
        ? Optional.of(
            new Verdict(
                asked ? Phase.SUSPENDING : Phase.STARTING,
                "KubeRay's operator does not answer; it goes on when the operator runs. An"
                    + " administrator can see to that.",
                ClusterObservation.UNATTENDED))
        : Optional.empty();
  }

  private Optional<Verdict> suspension() {
    boolean asked = view.cluster().at("spec").truth("suspend");
    boolean suspended = view.conditions().isTrue("RayClusterSuspended");
    boolean suspending = view.conditions().isTrue("RayClusterSuspending");
    if (suspending || asked && !(suspended && view.allPods().isEmpty())) {
      return Optional.of(new Verdict(Phase.SUSPENDING, suspendingReason(asked), "suspending"));
    }
    if (suspended && asked) {
      return Optional.of(
          new Verdict(
              Phase.SUSPENDED, "It is suspended: kept, with nothing running.", "suspended"));
    }
    return suspended
        ? Optional.of(new Verdict(Phase.STARTING, "KubeRay resumes it.", "resuming"))
        : Optional.empty();
  }

  private String suspendingReason(boolean asked) {
    return asked
        ? podsEnd().replace("It is being deleted.", "KubeRay suspends it.")
        : "It is suspended to the end before it is resumed.";
  }

  /** An operator that refuses an object says so in an event and leaves its status alone. */
  private Optional<Verdict> rejected() {
    Optional<SeenEvent> invalid =
        view.warning("InvalidRayCluster")
            .filter(event -> !event.message().startsWith("RayCluster spec warning"));
    if (invalid.isEmpty()) {
      return Optional.empty();
    }
    String said =
        Cause.plain(invalid.get().message().replaceFirst(" [a-z0-9-]+/[a-z0-9-]+(?=[:,])", ""));
    if (!view.hasStatus()) {
      return Optional.of(
          new Verdict(Phase.FAILED, "KubeRay refuses it: %s.".formatted(said), "invalid-spec"));
    }
    long seen = view.cluster().at("status").whole("observedGeneration").orElse(Long.MAX_VALUE);
    boolean outdated = seen < view.cluster().at("metadata").whole("generation").orElse(0L);
    return outdated && view.headReady() && !view.sighting().head().silent()
        ? Optional.of(
            new Verdict(
                Phase.DEGRADED,
                "It runs as before; KubeRay refuses its last change: %s.".formatted(said),
                "invalid-spec"))
        : Optional.empty();
  }

  /** Nothing was done for it yet. */
  private Optional<Verdict> untouched() {
    if (!view.allPods().isEmpty() || view.completeAt().isPresent()) {
      return Optional.empty();
    }
    Optional<Cause> refused = refusedPods();
    if (refused.isPresent()) {
      return Optional.of(waiting("the head", refused.get()));
    }
    Optional<SeenEvent> trouble = view.warning("FailedTo", "AutoscalerServiceAccountNotFound");
    if (trouble.isPresent()) {
      Cause cause = Refused.cause(trouble.get().message(), Optional.empty());
      return Optional.of(
          waiting(
              "the head",
              cause.code().equals("pods-refused")
                  ? new Cause(
                      Weight.STUCK,
                      "operator-error",
                      "KubeRay cannot set it up",
                      cause.detail(),
                      Optional.empty())
                  : cause));
    }
    Duration age = Duration.between(view.runSince(), view.now());
    if (!view.hasStatus() && age.compareTo(OPERATOR_SILENT) > 0) {
      return Optional.of(
          new Verdict(
              Phase.STARTING,
              "KubeRay's operator does not answer: it has not taken it up yet. It starts when the"
                  + " operator runs; an administrator can see to that.",
              ClusterObservation.UNATTENDED));
    }
    return Optional.of(
        new Verdict(Phase.STARTING, "KubeRay's operator is to take it up.", "accepting"));
  }

  private Verdict running() {
    boolean complete = view.completeAt().isPresent();
    if (!view.headReady()) {
      return complete ? headLost() : waiting("the head", headCause());
    }
    if (view.sighting().head().silent()) {
      return new Verdict(
          Phase.UNREACHABLE,
          "The head's pod runs, but its HTTP API does not answer.",
          "api-silent");
    }
    if (view.sighting().head().endpoint().isEmpty()) {
      return new Verdict(
          Phase.STARTING, "The head's pod is ready; its HTTP API is to answer.", "head-starting");
    }
    return new MissingWorkers(view, refusedPods())
        .cause()
        .map(cause -> workers(cause, complete))
        .orElse(Verdict.READY);
  }

  private Verdict headLost() {
    Cause cause = view.head().map(RayPod::cause).orElse(null);
    String why = cause == null ? "" : ": " + cause.sentence(view.now());
    boolean telling = cause != null && cause.weight() != Weight.NORMAL;
    return new Verdict(
        Phase.UNREACHABLE,
        "The head was lost and is started again%s.".formatted(why),
        telling ? cause.code() : "head-lost");
  }

  private Cause headCause() {
    return view.head()
        .map(RayPod::cause)
        .or(this::refusedPods)
        .orElseGet(() ->
            new Cause(Weight.NORMAL, "head-starting", "pod is being made", "", Optional.empty()));
  }

  /** What the API server said when the operator wanted to make pods. */
  private Optional<Cause> refusedPods() {
    return view.conditions()
        .find("ReplicaFailure")
        .filter(ClusterConditions.Condition::isTrue)
        .map(failure -> Refused.cause(failure.message(), failure.since()));
  }

  private Verdict waiting(String what, Cause cause) {
    return new Verdict(
        cause.weight() == Weight.HOPELESS ? Phase.FAILED : Phase.STARTING,
        "Waiting for %s: %s.".formatted(what, cause.sentence(view.now())),
        cause.code().equals("starting") ? "head-starting" : cause.code());
  }

  private Verdict workers(Cause cause, boolean complete) {
    String what = "%d of %d workers".formatted(view.missing(), view.desired());
    String reason = "Waiting for %s: %s.".formatted(what, cause.sentence(view.now()));
    boolean plain = cause.weight() == Weight.NORMAL;
    if (complete) {
      return new Verdict(Phase.DEGRADED, reason, plain ? "workers-missing" : cause.code());
    }
    return new Verdict(
        cause.weight() == Weight.HOPELESS ? Phase.FAILED : Phase.STARTING,
        reason,
        plain && !cause.code().equals("image-pulling") ? "workers-starting" : cause.code());
  }
}
