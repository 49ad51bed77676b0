package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.RayJob;
import dev.rayport.backend.RayJob.Status;
import dev.rayport.job.JobLifecycle.Act;
import dev.rayport.job.JobLifecycle.Next;
import dev.rayport.job.JobLifecycle.Present;
import dev.rayport.job.JobLifecycle.Sight;
import dev.rayport.job.JobRow.StopWish;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobLifecycleTests {

  private static final Sight WAITING = new Sight.Waiting("starts");
  private static final Sight READY = new Sight.Ready();
  private static final Sight GONE = new Sight.Gone("It is gone.", "cluster-gone");
  private static final Sight SILENT = new Sight.Silent("It does not answer.");
  private static final Sight UNKNOWN = new Sight.Unknown();
  private static final Sight TAKEN = new Sight.Taken();
  private static final Sight REFUSED = new Sight.Refused("No.", "submission-refused");

  private static Sight ray(Status status) {
    return new Sight.Known(ray(status, Optional.of(1), Optional.empty()));
  }

  private static RayJob ray(Status status, Optional<Integer> exit, Optional<String> error) {
    return new RayJob(
        "s-1",
        Optional.empty(),
        status,
        "First line\nsecond",
        error,
        exit,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Present present(JobState state, StopWish stop) {
    return new Present(state, state != JobState.QUEUED, stop, "Stopped by ada", 1, 0, false, "");
  }

  private static Present handedOver(StopWish stop) {
    return new Present(JobState.QUEUED, true, stop, "Stopped by ada", 1, 0, false, "");
  }

  static Stream<Arguments> table() {
    Present queued = present(JobState.QUEUED, StopWish.NONE);
    Present running = present(JobState.RUNNING, StopWish.NONE);
    Present stopping = present(JobState.RUNNING, StopWish.USER);
    Present late = present(JobState.RUNNING, StopWish.TIMEOUT);
    return Stream.of(
        arguments(queued, WAITING, JobState.QUEUED, "waiting-for-cluster", Act.NONE),
        arguments(queued, READY, JobState.QUEUED, "", Act.SUBMIT),
        arguments(queued, TAKEN, JobState.SUBMITTED, "", Act.NONE),
        arguments(queued, REFUSED, JobState.FAILED, "submission-refused", Act.NONE),
        arguments(queued, GONE, JobState.FAILED, "cluster-gone", Act.NONE),
        arguments(
            present(JobState.QUEUED, StopWish.USER),
            WAITING,
            JobState.STOPPED,
            "stopped",
            Act.NONE),
        arguments(
            present(JobState.QUEUED, StopWish.USER), READY, JobState.STOPPED, "stopped", Act.NONE),
        arguments(
            present(JobState.QUEUED, StopWish.USER), GONE, JobState.STOPPED, "stopped", Act.NONE),
        // the portal was killed between handing over and writing that down
        arguments(handedOver(StopWish.NONE), UNKNOWN, JobState.QUEUED, "", Act.SUBMIT),
        arguments(handedOver(StopWish.USER), UNKNOWN, JobState.STOPPED, "stopped", Act.NONE),
        arguments(handedOver(StopWish.NONE), ray(Status.RUNNING), JobState.RUNNING, "", Act.NONE),
        arguments(
            handedOver(StopWish.USER), ray(Status.RUNNING), JobState.RUNNING, "stopping", Act.STOP),
        arguments(
            handedOver(StopWish.NONE), SILENT, JobState.QUEUED, "cluster-unreachable", Act.NONE),
        arguments(handedOver(StopWish.NONE), GONE, JobState.LOST, "cluster-gone", Act.NONE),
        // with Ray
        arguments(
            present(JobState.SUBMITTED, StopWish.NONE),
            ray(Status.PENDING),
            JobState.PENDING,
            "",
            Act.NONE),
        arguments(
            present(JobState.SUBMITTED, StopWish.NONE),
            ray(Status.SUCCEEDED),
            JobState.SUCCEEDED,
            "",
            Act.NONE),
        arguments(
            present(JobState.PENDING, StopWish.USER),
            ray(Status.PENDING),
            JobState.PENDING,
            "stopping",
            Act.NONE),
        arguments(
            present(JobState.PENDING, StopWish.USER),
            ray(Status.RUNNING),
            JobState.RUNNING,
            "stopping",
            Act.STOP),
        arguments(running, ray(Status.RUNNING), JobState.RUNNING, "", Act.NONE),
        arguments(running, ray(Status.SUCCEEDED), JobState.SUCCEEDED, "", Act.NONE),
        arguments(
            running, ray(Status.FAILED), JobState.FAILED, "job-entrypoint-command-error", Act.NONE),
        arguments(running, ray(Status.STOPPED), JobState.STOPPED, "stopped-outside", Act.NONE),
        arguments(running, SILENT, JobState.RUNNING, "cluster-unreachable", Act.NONE),
        arguments(running, UNKNOWN, JobState.LOST, "unknown-to-ray", Act.NONE),
        arguments(running, GONE, JobState.LOST, "cluster-gone", Act.NONE),
        arguments(stopping, ray(Status.RUNNING), JobState.RUNNING, "stopping", Act.STOP),
        arguments(stopping, ray(Status.STOPPED), JobState.STOPPED, "stopped", Act.NONE),
        arguments(stopping, ray(Status.SUCCEEDED), JobState.SUCCEEDED, "", Act.NONE),
        arguments(
            stopping,
            ray(Status.FAILED),
            JobState.FAILED,
            "job-entrypoint-command-error",
            Act.NONE),
        arguments(stopping, GONE, JobState.STOPPED, "stopped", Act.NONE),
        arguments(late, ray(Status.RUNNING), JobState.RUNNING, "stopping", Act.STOP),
        arguments(late, ray(Status.STOPPED), JobState.FAILED, "timed-out", Act.NONE),
        arguments(late, ray(Status.FAILED), JobState.FAILED, "timed-out", Act.NONE),
        arguments(late, GONE, JobState.LOST, "cluster-gone", Act.NONE));
  }

  @ParameterizedTest
  @MethodSource("table")
  void movesAsTheTableSays(Present present, Sight sight, JobState state, String code, Act act) {
    Next next = JobLifecycle.next(present, sight);

    assertThat(List.of(next.state(), next.code(), next.act())).containsExactly(state, code, act);
    if (!code.isEmpty()) {
      assertThat(next.reason()).isNotBlank();
    }
  }

  @Test
  void triesAgainAsOftenAsAsked() {
    Present first = new Present(JobState.RUNNING, true, StopWish.NONE, "", 1, 1, false, "");
    Present second = new Present(JobState.RUNNING, true, StopWish.NONE, "", 2, 1, false, "");

    Next again = JobLifecycle.next(first, ray(Status.FAILED));
    assertThat(again.state()).isEqualTo(JobState.QUEUED);
    assertThat(again.act()).isEqualTo(Act.RETRY);
    assertThat(again.reason()).contains("Attempt 1 failed").contains("exit code 1");
    assertThat(JobLifecycle.next(second, ray(Status.FAILED)).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void stopsWhatRunsTooLong() {
    Present late = new Present(JobState.RUNNING, true, StopWish.NONE, "", 1, 3, true, "");
    assertThat(JobLifecycle.next(late, ray(Status.RUNNING)).act()).isEqualTo(Act.TIME_OUT);
  }

  @Test
  void namesTheReasonRayGives() {
    Present running = present(JobState.RUNNING, StopWish.NONE);
    Sight environment =
        new Sight.Known(
            ray(Status.FAILED, Optional.empty(), Optional.of("RUNTIME_ENV_SETUP_FAILURE")));
    Sight supervisor =
        new Sight.Known(
            ray(Status.FAILED, Optional.empty(), Optional.of("JOB_SUPERVISOR_ACTOR_DIED")));

    assertThat(JobLifecycle.next(running, environment).code())
        .isEqualTo("runtime-env-setup-failure");
    assertThat(JobLifecycle.next(running, supervisor).reason()).isEqualTo("First line");
  }
}
