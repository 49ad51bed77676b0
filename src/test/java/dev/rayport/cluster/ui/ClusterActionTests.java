package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.Tone;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterWork;
import dev.rayport.cluster.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterActionTests {

  @ParameterizedTest
  @CsvSource({
    "REQUESTED, EDIT EXTEND STOP DELETE",
    "STARTING, EXTEND SUSPEND RESTART STOP DELETE",
    "READY, EDIT EXTEND SUSPEND RESTART STOP DELETE",
    "UPDATING, EDIT EXTEND SUSPEND RESTART STOP DELETE",
    "STOPPING, DELETE",
    "STOPPED, START DELETE",
    "FAILED, EXTEND START STOP DELETE"
  })
  void onlyWhatHelpsInAStateIsOffered(ClusterState state, String offered) {
    assertThat(fitting(ClusterSamples.in(state))).isEqualTo(offered);
  }

  @Test
  void theLifecycleOfARegisteredClusterStaysOutside() {
    assertThat(fitting(ClusterSamples.registered())).isEqualTo("DELETE");
  }

  @ParameterizedTest
  @EnumSource(ClusterState.class)
  void everyStateHasIconWordAndTone(ClusterState state) {
    ClusterLook look = ClusterLook.of(ClusterSamples.in(state));

    assertThat(look.icon()).isNotBlank();
    assertThat(look.word()).isNotBlank();
  }

  @Test
  void aConditionGoesBeforeReady() {
    ClusterLook idle =
        ClusterLook.of(ClusterSamples.in(ClusterState.READY, Optional.of(Condition.IDLE)));

    assertThat(idle.word()).isEqualTo("Idle");
    assertThat(idle.tone()).isEqualTo(Tone.WARN);
  }

  @Test
  void theQuestionNamesTheClusterAndWhatIsLostAndKept() {
    StopCopy copy =
        StopCopy.of(ClusterAction.STOP, List.of(ClusterSamples.in(ClusterState.READY)), List.of());

    assertThat(copy.title()).isEqualTo("Stop cluster train-1?");
    assertThat(copy.lost()).contains("all 2 nodes");
    assertThat(copy.kept()).contains("Start again");
    assertThat(copy.verb()).isEqualTo("Stop cluster");
    assertThat(copy.keep()).isEqualTo("Keep cluster");
  }

  @Test
  void theQuestionBeforeARestNamesTheWayBack() {
    StopCopy copy =
        StopCopy.of(
            ClusterAction.SUSPEND, List.of(ClusterSamples.in(ClusterState.READY)), List.of());

    assertThat(copy.title()).isEqualTo("Suspend cluster train-1?");
    assertThat(copy.kept()).contains("Resume starts it again");
  }

  @Test
  void theQuestionNamesTheJobsThatEnd() {
    List<ClusterWork.Item> work =
        IntStream.rangeClosed(1, 7)
            .mapToObj(n -> new ClusterWork.Item("vit-" + n, "running", "ben", "jobs/job_" + n))
            .toList();

    StopCopy copy =
        StopCopy.of(ClusterAction.STOP, List.of(ClusterSamples.in(ClusterState.READY)), work);

    assertThat(copy.stopped())
        .contains("vit-1 (running, ben)", "vit-5", "and 2 more")
        .doesNotContain("vit-6");
    assertThat(copy.verb()).isEqualTo("Stop cluster and end 7 jobs");
    assertThat(copy.typed()).isEmpty();
  }

  @Test
  void deletingWhatWorksAsksForItsName() {
    List<ClusterWork.Item> work = List.of(new ClusterWork.Item("vit", "running", "ben", "jobs/j"));
    ClusterSummary ready = ClusterSamples.in(ClusterState.READY);

    assertThat(StopCopy.of(ClusterAction.DELETE, List.of(ready), work).typed()).contains("train-1");
    assertThat(StopCopy.of(ClusterAction.DELETE, List.of(ready, ready), work).typed())
        .contains("2 clusters");
    assertThat(StopCopy.of(ClusterAction.DELETE, List.of(ready), List.of()).typed()).isEmpty();
  }

  @Test
  void nothingIsLostWithAStoppedOrARegisteredCluster() {
    for (ClusterSummary cluster :
        List.of(ClusterSamples.in(ClusterState.STOPPED), ClusterSamples.registered())) {
      StopCopy copy = StopCopy.of(ClusterAction.DELETE, List.of(cluster), List.of());
      assertThat(copy.lost() + copy.stopped()).isEmpty();
    }
    assertThat(
            StopCopy.of(ClusterAction.DELETE, List.of(ClusterSamples.registered()), List.of())
                .title())
        .isEqualTo("Forget cluster train-1?");
  }

  private static String fitting(ClusterSummary cluster) {
    return String.join(
        " ",
        Stream.of(ClusterAction.values())
            .filter(action -> action.fits(cluster))
            .map(ClusterAction::name)
            .toList());
  }
}
