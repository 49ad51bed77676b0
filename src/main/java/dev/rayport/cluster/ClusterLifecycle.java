package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.Fit;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.List;
import java.util.Optional;

/** Decides what a cluster becomes next and what to do for it. Knows nothing but its arguments. */
final class ClusterLifecycle {

  /** What the backend is to be asked for, after the verdict is stored. */
  enum Act {
    NONE,
    APPLY,
    SUSPEND,
    STOP
  }

  /**
   * Where a cluster stands.
   *
   * @param seen what the backend observes; empty when nothing is there
   * @param admission for a REQUESTED one: its place and whether it fits
   * @param stopReason why it was asked to stop or to rest, with its code
   * @param portalEnded whether the portal ended in order while it ran
   * @param overdue whether its start takes longer than allowed
   * @param idle whether no driver was active for a while
   * @param asAsked whether its workers are those that its spec asks for
   * @param heldBy who else lets it rest, or woke it; empty: nobody
   */
  record Situation(
      Desired desired,
      ClusterState state,
      Optional<ClusterObservation> seen,
      Optional<Admission> admission,
      Why stopReason,
      boolean portalEnded,
      boolean overdue,
      boolean idle,
      boolean asAsked,
      Optional<String> heldBy) {}

  /**
   * Whether a waiting cluster may start.
   *
   * @param place in its tenant's queue, from 1
   * @param fit whether there is room for it where clusters run
   * @param quota whether its tenant's quota has room for it
   */
  record Admission(long place, Fit fit, Fit quota) {

    /** One without quotas. */
    Admission(long place, Fit fit) {
      this(place, fit, Fit.now());
    }
  }

  /** A reason in words with its code; both empty when all is as it should be. */
  record Why(String text, String code) {
    static final Why NOTHING = new Why("", "");
  }

  /**
   * What follows.
   *
   * @param desired changes only when the portal's own end ended it
   */
  record Verdict(
      Desired desired, ClusterState state, Optional<Condition> condition, Why why, Act act) {

    /** Whether there is anything to do, or to write into its row. */
    boolean changes(ClusterEntity cluster) {
      return act != Act.NONE
          || desired != cluster.desired
          || state != cluster.state
          || !condition.equals(Optional.ofNullable(cluster.condition))
          || !why.equals(new Why(cluster.reason, cluster.reasonCode))
          || cluster.failures > 0
          || cluster.portalEnded;
    }
  }

  private ClusterLifecycle() {}

  static Verdict next(Situation situation) {
    return switch (situation.desired()) {
      case RUNNING -> running(situation);
      case SUSPENDED -> suspending(situation);
      case STOPPED -> ending(situation);
    };
  }

  /** Nothing may be seen and something be left: a start may have been cut off halfway. */
  private static Verdict ending(Situation now) {
    boolean asked = now.state() == ClusterState.STOPPING || now.state() == ClusterState.STOPPED;
    if (now.seen().isEmpty() && (asked || now.state() == ClusterState.REQUESTED)) {
      return verdict(now, ClusterState.STOPPED, now.stopReason(), Act.NONE);
    }
    return verdict(now, ClusterState.STOPPING, held(now).orElse(now.stopReason()), Act.STOP);
  }

  /** What keeps it from its end, when somebody has to do something about it. */
  private static Optional<Why> held(Situation now) {
    return now.seen()
        .map(ClusterLifecycle::why)
        .filter(why ->
            why.code().endsWith("-stuck") || why.code().equals(ClusterObservation.UNATTENDED));
  }

  private static Verdict suspending(Situation now) {
    // A start may have been cut off halfway, and what it made be seen only later.
    boolean rests =
        now.seen()
            .map(seen -> seen.phase() == ClusterObservation.Phase.SUSPENDED)
            .orElse(now.state() != ClusterState.STARTING);
    if (!rests && now.state() == ClusterState.SUSPENDED && now.heldBy().isPresent()) {
      String text = "%s resumed it outside of Rayport.".formatted(now.heldBy().get());
      return verdict(now, ClusterState.SUSPENDED, new Why(text, "resumed-outside"), Act.NONE);
    }
    return rests
        ? verdict(now, ClusterState.SUSPENDED, now.stopReason(), Act.NONE)
        : verdict(
            now, ClusterState.SUSPENDING, held(now).orElseGet(() -> goingToRest(now)), Act.SUSPEND);
  }

  /** Who asked for it, and how it goes on, is told when it rests: before, nobody can resume it. */
  private static Why goingToRest(Situation now) {
    String progress =
        now.seen()
            .filter(seen -> seen.phase() == ClusterObservation.Phase.SUSPENDING)
            .map(ClusterObservation::reason)
            .filter(reason -> !reason.isEmpty())
            .orElse("It is being suspended.");
    return new Why(progress, now.stopReason().code());
  }

  private static Verdict running(Situation now) {
    return switch (now.state()) {
      case REQUESTED -> requested(now);
      case STARTING -> now.seen().map(seen -> starting(now, seen)).orElseGet(() -> apply(now));
      case READY -> now.seen().map(seen -> ready(now, seen)).orElseGet(() -> gone(now));
      case UPDATING -> now.seen().map(seen -> updating(now, seen)).orElseGet(() -> gone(now));
      case STOPPING, SUSPENDING -> restarting(now);
      case FAILED -> failed(now);
      case STOPPED, SUSPENDED -> verdict(now, now.state(), now.stopReason(), Act.NONE);
    };
  }

  private static Verdict requested(Situation now) {
    boolean rests =
        now.seen().filter(s -> s.phase() == ClusterObservation.Phase.SUSPENDED).isPresent();
    if (now.seen().isPresent() && !rests) {
      return verdict(
          now,
          ClusterState.REQUESTED,
          new Why("The processes of its last run are ending.", "still-ending"),
          Act.STOP);
    }
    Admission admission = now.admission().orElseThrow();
    Fit fit = admission.fit();
    Fit quota = admission.quota();
    for (Fit each : List.of(fit, quota)) {
      if (each.answer() == Fit.Answer.NEVER) {
        return verdict(now, ClusterState.FAILED, new Why(each.reason(), "does-not-fit"), Act.NONE);
      }
    }
    String place = ordinal(admission.place()) + " in the queue";
    if (quota.answer() == Fit.Answer.LATER) {
      Why why = new Why("%s: %s".formatted(place, quota.reason()), "waiting-for-quota");
      return verdict(now, ClusterState.REQUESTED, why, Act.NONE);
    }
    if (admission.place() > 1) {
      Why why = new Why("%s; those before it start first.".formatted(place), "queued");
      return verdict(now, ClusterState.REQUESTED, why, Act.NONE);
    }
    if (fit.answer() == Fit.Answer.LATER) {
      return verdict(
          now,
          ClusterState.REQUESTED,
          new Why("1st in the queue: %s".formatted(fit.reason()), "waits-for-capacity"),
          Act.NONE);
    }
    return apply(now);
  }

  private static Verdict apply(Situation now) {
    if (now.overdue()) {
      return verdict(
          now,
          ClusterState.FAILED,
          new Why("Nothing of it could be started in time.", "start-timeout"),
          Act.NONE);
    }
    return verdict(
        now,
        ClusterState.STARTING,
        new Why("Its processes are being started.", "starting"),
        Act.APPLY);
  }

  private static Verdict starting(Situation now, ClusterObservation seen) {
    return switch (seen.phase()) {
      case READY, DEGRADED -> ready(now, seen);
      case FAILED -> verdict(now, ClusterState.FAILED, why(seen), Act.STOP);
      // Whoever was to resume it may have been cut off.
      case SUSPENDED -> now.heldBy().map(by -> held(now, by)).orElseGet(() -> apply(now));
      case STARTING, UNREACHABLE, SUSPENDING, STOPPING ->
          now.overdue()
              ? verdict(
                  now,
                  ClusterState.FAILED,
                  new Why("Not ready in time. %s".formatted(seen.reason()), "start-timeout"),
                  Act.STOP)
              : verdict(now, ClusterState.STARTING, why(seen), Act.NONE);
    };
  }

  /** A queue, say, lets it go when its turn comes. */
  private static Verdict held(Situation now, String by) {
    String text = "%s lets it rest; it goes on when it is let go.".formatted(by);
    return verdict(now, ClusterState.STARTING, new Why(text, "suspended-outside"), Act.NONE);
  }

  private static Verdict updating(Situation now, ClusterObservation seen) {
    boolean fine = seen.phase() == ClusterObservation.Phase.READY;
    if (fine && now.asAsked() || seen.phase() == ClusterObservation.Phase.FAILED) {
      return ready(now, seen);
    }
    Why why = fine ? new Why("Its workers are being changed.", "updating") : why(seen);
    return verdict(now, ClusterState.UPDATING, why, Act.NONE);
  }

  private static Verdict ready(Situation now, ClusterObservation seen) {
    return switch (seen.phase()) {
      case READY ->
          now.idle()
              ? with(now, Condition.IDLE, new Why("No job or driver is active.", "idle"))
              : verdict(now, ClusterState.READY, Why.NOTHING, Act.NONE);
      case DEGRADED -> with(now, Condition.DEGRADED, why(seen));
      case UNREACHABLE, STARTING, SUSPENDING, SUSPENDED, STOPPING ->
          with(now, Condition.UNREACHABLE, why(seen));
      case FAILED -> verdict(now, ClusterState.FAILED, why(seen), Act.STOP);
    };
  }

  private static Verdict gone(Situation now) {
    if (now.portalEnded()) {
      return new Verdict(
          Desired.STOPPED,
          ClusterState.STOPPED,
          Optional.empty(),
          new Why("Stopped with the portal.", "portal-ended"),
          Act.NONE);
    }
    return verdict(
        now,
        ClusterState.FAILED,
        new Why(
            "Nothing of it is there any more, and nobody asked Rayport for that: it was ended from"
                + " outside, or the machine restarted. Start it again, or delete it.",
            "vanished"),
        Act.STOP);
  }

  private static Verdict restarting(Situation now) {
    if (now.seen().isPresent()) {
      return verdict(
          now,
          ClusterState.STOPPING,
          new Why("It restarts; its processes are ending.", "restarting"),
          Act.STOP);
    }
    return verdict(
        now, ClusterState.REQUESTED, new Why("It waits for its start.", "queued"), Act.NONE);
  }

  /** Stays as it is; what is left of it goes. */
  private static Verdict failed(Situation now) {
    return new Verdict(
        now.desired(),
        ClusterState.FAILED,
        Optional.empty(),
        Why.NOTHING,
        now.seen().isPresent() ? Act.STOP : Act.NONE);
  }

  private static Verdict with(Situation now, Condition condition, Why why) {
    return new Verdict(now.desired(), ClusterState.READY, Optional.of(condition), why, Act.NONE);
  }

  private static Verdict verdict(Situation now, ClusterState state, Why why, Act act) {
    return new Verdict(now.desired(), state, Optional.empty(), why, act);
  }

  private static Why why(ClusterObservation seen) {
    return new Why(seen.reason(), seen.reasonCode());
  }

  static String ordinal(long number) {
    long tens = number % 100;
    if (tens >= 11 && tens <= 13) {
      return number + "th";
    }
    return number
        + switch ((int) (number % 10)) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
