package dev.rayport.job;

import dev.rayport.backend.RayJob;
import dev.rayport.job.JobRow.StopWish;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a job, given what is known of it and what was seen. Decides, does nothing. */
final class JobLifecycle {

  /** The reason code of a running job that gives no sign of life. */
  static final String STALLED = "stalled";

  private static final int MAX_REASON = 1000;

  private JobLifecycle() {}

  /**
   * What is known.
   *
   * @param handedOver whether Ray may have it already
   * @param overTime whether it has run longer than it may
   * @param stalled in words that it gives no sign of life; empty while it does
   */
  record Present(
      JobState state,
      boolean handedOver,
      StopWish stop,
      String stopReason,
      int attempt,
      int retries,
      boolean overTime,
      String stalled) {}

  /** What was seen of it. */
  sealed interface Sight {

    /** Its cluster is not ready yet. */
    record Waiting(String reason) implements Sight {}

    /** Its cluster is ready and Ray was not asked yet. */
    record Ready() implements Sight {}

    /** Its cluster, or the start of it that had the job, is no more. */
    record Gone(String reason, String code) implements Sight {}

    /** Its cluster should answer but does not. */
    record Silent(String reason) implements Sight {}

    /** Ray answers and does not know the submission. */
    record Unknown() implements Sight {}

    /** Ray's record of it. */
    record Known(RayJob job) implements Sight {}

    /** Ray has just taken it. */
    record Taken() implements Sight {}

    /** It can never be handed over. */
    record Refused(String reason, String code) implements Sight {}
  }

  /** What is to be done before the state is saved. */
  enum Act {
    NONE,
    SUBMIT,
    STOP,
    /** Stop because the time is over. */
    TIME_OUT,
    /** Another attempt under a new submission id. */
    RETRY
  }

  /**
   * Where it goes.
   *
   * @param reason plain words; empty while all is as expected
   * @param code kebab-case word for the reason
   */
  record Next(JobState state, String reason, String code, Act act) {

    static Next stay(Present present, String reason, String code) {
      return new Next(present.state(), reason, code, Act.NONE);
    }

    static Next to(JobState state) {
      return new Next(state, "", "", Act.NONE);
    }

    static Next end(JobState state, String reason, String code) {
      return new Next(state, reason, code, Act.NONE);
    }

    Next doing(Act other) {
      return new Next(state, reason, code, other);
    }
  }

  static Next next(Present present, Sight sight) {
    boolean stopped = present.stop() != StopWish.NONE;
    if (stopped && !present.handedOver()) {
      return stopped(present);
    }
    return switch (sight) {
      case Sight.Waiting(String reason) -> Next.stay(present, reason, "waiting-for-cluster");
      case Sight.Ready() -> Next.stay(present, "", "").doing(Act.SUBMIT);
      case Sight.Gone gone -> gone(present, gone);
      case Sight.Silent(String reason) -> Next.stay(present, reason, "cluster-unreachable");
      case Sight.Unknown() -> unknown(present);
      case Sight.Taken() -> Next.to(JobState.SUBMITTED);
      case Sight.Refused(String reason, String code) -> Next.end(JobState.FAILED, reason, code);
      case Sight.Known(RayJob job) -> known(present, job);
    };
  }

  private static Next stopped(Present present) {
    return Next.end(JobState.STOPPED, present.stopReason(), "stopped");
  }

  private static Next gone(Present present, Sight.Gone gone) {
    if (!present.handedOver()) {
      return Next.end(JobState.FAILED, gone.reason(), gone.code());
    }
    return present.stop() == StopWish.USER
        ? stopped(present)
        : Next.end(JobState.LOST, gone.reason(), gone.code());
  }

  private static Next unknown(Present present) {
    if (present.state() != JobState.QUEUED) {
      return Next.end(
          JobState.LOST,
          "Ray does not know this job any more; how it ended is unknown.",
          "unknown-to-ray");
    }
    return present.stop() == StopWish.NONE
        ? Next.stay(present, "", "").doing(Act.SUBMIT)
        : stopped(present);
  }

  private static Next known(Present present, RayJob job) {
    return switch (job.status()) {
      case PENDING ->
          present.stop() == StopWish.NONE
              ? Next.to(JobState.PENDING)
              : new Next(
                  JobState.PENDING,
                  "Stops as soon as Ray has prepared it; Ray cannot stop it before.",
                  "stopping",
                  Act.NONE);
      case RUNNING -> running(present);
      case SUCCEEDED -> Next.to(JobState.SUCCEEDED);
      case STOPPED -> stoppedByRay(present);
      case FAILED -> failed(present, job);
    };
  }

  private static Next running(Present present) {
    if (present.stop() != StopWish.NONE) {
      return new Next(JobState.RUNNING, "Is being stopped.", "stopping", Act.STOP);
    }
    if (present.overTime()) {
      return new Next(
          JobState.RUNNING, "Its time is over; it is being stopped.", "stopping", Act.TIME_OUT);
    }
    return present.stalled().isEmpty()
        ? Next.to(JobState.RUNNING)
        : new Next(JobState.RUNNING, present.stalled(), STALLED, Act.NONE);
  }

  private static Next stoppedByRay(Present present) {
    return switch (present.stop()) {
      case USER -> stopped(present);
      case TIMEOUT -> Next.end(JobState.FAILED, present.stopReason(), "timed-out");
      case NONE ->
          Next.end(JobState.STOPPED, "Stopped on the cluster, not by Rayport.", "stopped-outside");
    };
  }

  private static Next failed(Present present, RayJob job) {
    if (present.stop() == StopWish.TIMEOUT) {
      return Next.end(JobState.FAILED, present.stopReason(), "timed-out");
    }
    String reason = reason(job);
    boolean again = present.stop() == StopWish.NONE && present.attempt() <= present.retries();
    return again
        ? new Next(
            JobState.QUEUED,
            "Attempt %d failed: %s Tries again.".formatted(present.attempt(), reason),
            "retrying",
            Act.RETRY)
        : Next.end(JobState.FAILED, reason, code(job));
  }

  private static String reason(RayJob job) {
    Optional<String> type = job.errorType();
    if (type.filter("RUNTIME_ENV_SETUP_FAILURE"::equals).isPresent()) {
      return "Its environment could not be set up; the message and the log tell what the installer"
          + " said.";
    }
    if (job.exitCode().isPresent()) {
      return "The entrypoint ended with exit code %d.".formatted(job.exitCode().get());
    }
    String first = job.message().strip().lines().findFirst().orElse("Ray gave no reason.");
    return first.length() <= MAX_REASON ? first : first.substring(0, MAX_REASON - 1) + "…";
  }

  private static String code(RayJob job) {
    return job.errorType()
        .map(type -> type.toLowerCase(Locale.ROOT).replace('_', '-'))
        .orElse(job.exitCode().isPresent() ? "job-entrypoint-command-error" : "failed");
  }
}
