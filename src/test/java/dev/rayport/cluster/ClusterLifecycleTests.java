package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.Fit;
import dev.rayport.cluster.ClusterLifecycle.Act;
import dev.rayport.cluster.ClusterLifecycle.Admission;
import dev.rayport.cluster.ClusterLifecycle.Situation;
import dev.rayport.cluster.ClusterLifecycle.Verdict;
import dev.rayport.cluster.ClusterLifecycle.Why;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterLifecycleTests {

  /** What is wanted, where it is, what is seen; then what it becomes, how, and what is done. */
  @ParameterizedTest(name = "{0} {1} seeing {2}")
  @CsvSource(
      textBlock =
          """
          RUNNING, REQUESTED, -,           STARTING,  -,           APPLY
          RUNNING, REQUESTED, READY,       REQUESTED, -,           STOP
          RUNNING, REQUESTED, STOPPING,    REQUESTED, -,           STOP
          RUNNING, REQUESTED, SUSPENDING,  REQUESTED, -,           STOP
          RUNNING, REQUESTED, SUSPENDED,   STARTING,  -,           APPLY
          RUNNING, STARTING,  -,           STARTING,  -,           APPLY
          RUNNING, STARTING,  STARTING,    STARTING,  -,           NONE
          RUNNING, STARTING,  STOPPING,    STARTING,  -,           NONE
          RUNNING, STARTING,  UNREACHABLE, STARTING,  -,           NONE
          RUNNING, STARTING,  SUSPENDED,   STARTING,  -,           APPLY
          RUNNING, STARTING,  READY,       READY,     -,           NONE
          RUNNING, STARTING,  DEGRADED,    READY,     DEGRADED,    NONE
          RUNNING, STARTING,  FAILED,      FAILED,    -,           STOP
          RUNNING, READY,     READY,       READY,     -,           NONE
          RUNNING, READY,     DEGRADED,    READY,     DEGRADED,    NONE
          RUNNING, READY,     UNREACHABLE, READY,     UNREACHABLE, NONE
          RUNNING, READY,     STARTING,    READY,     UNREACHABLE, NONE
          RUNNING, READY,     SUSPENDING,  READY,     UNREACHABLE, NONE
          RUNNING, READY,     SUSPENDED,   READY,     UNREACHABLE, NONE
          RUNNING, READY,     FAILED,      FAILED,    -,           STOP
          RUNNING, READY,     -,           FAILED,    -,           STOP
          RUNNING, UPDATING,  READY,       READY,     -,           NONE
          RUNNING, UPDATING,  DEGRADED,    UPDATING,  -,           NONE
          RUNNING, UPDATING,  UNREACHABLE, UPDATING,  -,           NONE
          RUNNING, UPDATING,  FAILED,      FAILED,    -,           STOP
          RUNNING, UPDATING,  -,           FAILED,    -,           STOP
          RUNNING, STOPPING,  READY,       STOPPING,  -,           STOP
          RUNNING, STOPPING,  STOPPING,    STOPPING,  -,           STOP
          RUNNING, STOPPING,  -,           REQUESTED, -,           NONE
          RUNNING, FAILED,    FAILED,      FAILED,    -,           STOP
          RUNNING, FAILED,    READY,       FAILED,    -,           STOP
          RUNNING, FAILED,    -,           FAILED,    -,           NONE
          STOPPED, REQUESTED, -,           STOPPED,   -,           NONE
          STOPPED, STARTING,  -,           STOPPING,  -,           STOP
          STOPPED, STARTING,  STARTING,    STOPPING,  -,           STOP
          STOPPED, READY,     READY,       STOPPING,  -,           STOP
          STOPPED, READY,     -,           STOPPING,  -,           STOP
          STOPPED, STOPPING,  STOPPING,    STOPPING,  -,           STOP
          STOPPED, STOPPING,  -,           STOPPED,   -,           NONE
          STOPPED, FAILED,    FAILED,      STOPPING,  -,           STOP
          STOPPED, FAILED,    -,           STOPPING,  -,           STOP
          STOPPED, SUSPENDED, SUSPENDED,   STOPPING,  -,           STOP
          STOPPED, SUSPENDED, -,           STOPPING,  -,           STOP
          STOPPED, STOPPED,   READY,       STOPPING,  -,           STOP
          STOPPED, STOPPED,   -,           STOPPED,   -,           NONE
          SUSPENDED, REQUESTED,  -,          SUSPENDED,  -,        NONE
          SUSPENDED, STARTING,   STARTING,   SUSPENDING, -,        SUSPEND
          SUSPENDED, STARTING,   -,          SUSPENDING, -,        SUSPEND
          SUSPENDED, READY,      READY,      SUSPENDING, -,        SUSPEND
          SUSPENDED, UPDATING,   DEGRADED,   SUSPENDING, -,        SUSPEND
          SUSPENDED, SUSPENDING, SUSPENDING, SUSPENDING, -,        SUSPEND
          SUSPENDED, SUSPENDING, SUSPENDED,  SUSPENDED,  -,        NONE
          SUSPENDED, SUSPENDED,  SUSPENDED,  SUSPENDED,  -,        NONE
          SUSPENDED, SUSPENDED,  -,          SUSPENDED,  -,        NONE
          SUSPENDED, SUSPENDED,  READY,      SUSPENDING, -,        SUSPEND
          """)
  void next(
      Desired desired,
      ClusterState state,
      String seen,
      ClusterState becomes,
      String condition,
      Act act) {
    Verdict verdict =
        ClusterLifecycle.next(new Case(desired, state, seen).admitted(1, Fit.now()).situation());

    assertThat(verdict.state()).isEqualTo(becomes);
    assertThat(verdict.condition().map(Enum::name).orElse("-")).isEqualTo(condition);
    assertThat(verdict.act()).isEqualTo(act);
    assertThat(verdict.desired()).isEqualTo(desired);
    boolean fine = becomes == ClusterState.READY && condition.equals("-");
    boolean keeps = state == ClusterState.FAILED && becomes == ClusterState.FAILED;
    assertThat(verdict.why().text().isEmpty()).isEqualTo(fine || keeps);
    assertThat(verdict.why().code().isEmpty()).isEqualTo(fine || keeps);
  }

  @Test
  void whatDoesNotFitNowWaitsWithItsReason() {
    Verdict verdict =
        waiting(1, new Fit(Fit.Answer.LATER, "memory", "needs 6 GiB, 3 GiB are free"));

    assertThat(verdict.state()).isEqualTo(ClusterState.REQUESTED);
    assertThat(verdict.why().text()).isEqualTo("1st in the queue: needs 6 GiB, 3 GiB are free");
    assertThat(verdict.act()).isEqualTo(Act.NONE);
  }

  @Test
  void whoCameLaterWaitsEvenIfItFits() {
    Verdict verdict = waiting(3, Fit.now());

    assertThat(verdict.state()).isEqualTo(ClusterState.REQUESTED);
    assertThat(verdict.why().text()).startsWith("3rd in the queue");
  }

  @Test
  void whatCanNoLongerFitFails() {
    assertThat(waiting(1, new Fit(Fit.Answer.NEVER, "cpus", "needs 64 cores")).state())
        .isEqualTo(ClusterState.FAILED);
  }

  @Test
  void aStartThatTakesTooLongFailsWithWhatWasLastSeen() {
    Verdict verdict =
        ClusterLifecycle.next(
            new Case(Desired.RUNNING, ClusterState.STARTING, "STARTING").overdue().situation());

    assertThat(verdict.state()).isEqualTo(ClusterState.FAILED);
    assertThat(verdict.act()).isEqualTo(Act.STOP);
    assertThat(verdict.why()).isEqualTo(new Why("Not ready in time. why", "start-timeout"));
  }

  @Test
  void whatEndedWithThePortalIsStoppedNotFailed() {
    Verdict verdict =
        ClusterLifecycle.next(
            new Case(Desired.RUNNING, ClusterState.READY, "-").portalEnded().situation());

    assertThat(verdict.state()).isEqualTo(ClusterState.STOPPED);
    assertThat(verdict.desired()).isEqualTo(Desired.STOPPED);
    assertThat(verdict.why().code()).isEqualTo("portal-ended");
  }

  @Test
  void whatKeepsOneFromItsEndIsSaid() {
    Situation asked = new Case(Desired.STOPPED, ClusterState.STOPPING, "STOPPING").situation();
    assertThat(ClusterLifecycle.next(asked).why().code()).isEqualTo("stopped-by-user");

    Situation held =
        new Situation(
            asked.desired(),
            asked.state(),
            Optional.of(
                new ClusterObservation(
                    Phase.STOPPING,
                    "Nobody takes its finalizer off.",
                    "finalizer-stuck",
                    List.of(),
                    List.of(),
                    Optional.empty())),
            Optional.empty(),
            asked.stopReason(),
            false,
            false,
            false,
            true,
            Optional.empty());
    assertThat(ClusterLifecycle.next(held).why())
        .isEqualTo(new Why("Nobody takes its finalizer off.", "finalizer-stuck"));
  }

  @Test
  void oneWithoutActivityIsIdle() {
    Verdict verdict =
        ClusterLifecycle.next(
            new Case(Desired.RUNNING, ClusterState.READY, "READY").idle().situation());

    assertThat(verdict.condition()).contains(Condition.IDLE);
  }

  @Test
  void oneWhoseWorkersAreNotYetThoseOfItsSpecIsUpdating() {
    Verdict verdict =
        ClusterLifecycle.next(
            new Case(Desired.RUNNING, ClusterState.UPDATING, "READY").changing().situation());

    assertThat(verdict.state()).isEqualTo(ClusterState.UPDATING);
    assertThat(verdict.why().code()).isEqualTo("updating");
  }

  @ParameterizedTest
  @CsvSource({"1,1st", "2,2nd", "3,3rd", "4,4th", "11,11th", "12,12th", "21,21st", "112,112th"})
  void placesHaveEnglishEndings(long number, String word) {
    assertThat(ClusterLifecycle.ordinal(number)).isEqualTo(word);
  }

  private static Verdict waiting(long place, Fit fit) {
    return ClusterLifecycle.next(
        new Case(Desired.RUNNING, ClusterState.REQUESTED, "-").admitted(place, fit).situation());
  }

  private static final class Case {
    private final Desired desired;
    private final ClusterState state;
    private final String seen;
    private Optional<Admission> admission = Optional.empty();
    private boolean portalEnded;
    private boolean overdue;
    private boolean idle;
    private boolean asAsked = true;
    private Optional<String> heldBy = Optional.empty();

    Case(Desired desired, ClusterState state, String seen) {
      this.desired = desired;
      this.state = state;
      this.seen = seen;
    }

    Case admitted(long place, Fit fit) {
      admission = Optional.of(new Admission(place, fit));
      return this;
    }

    Case portalEnded() {
      portalEnded = true;
      return this;
    }

    Case overdue() {
      overdue = true;
      return this;
    }

    Case idle() {
      idle = true;
      return this;
    }

    Case changing() {
      asAsked = false;
      return this;
    }

    Case heldBy(String manager) {
      heldBy = Optional.of(manager);
      return this;
    }

    Situation situation() {
      return new Situation(
          desired,
          state,
          observation(),
          admission,
          new Why("Stopped by ada.", "stopped-by-user"),
          portalEnded,
          overdue,
          idle,
          asAsked,
          heldBy);
    }

    private Optional<ClusterObservation> observation() {
      if (seen.equals("-")) {
        return Optional.empty();
      }
      Phase phase = Phase.valueOf(seen);
      String word = phase == Phase.READY ? "" : "why";
      return Optional.of(
          new ClusterObservation(phase, word, word, List.of(), List.of(), Optional.empty()));
    }
  }
}
