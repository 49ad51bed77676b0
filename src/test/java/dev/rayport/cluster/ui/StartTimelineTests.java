package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.StartStep;
import dev.rayport.backend.StartStep.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTimelineTests {

  private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

  @Test
  void stepsStandWhereTheyHappenedAndARunningOneGrows() {
    StartTimeline timeline =
        StartTimeline.of(
            List.of(
                step("Accepted", State.DONE, 0, 1),
                step("Head ready", State.RUNNING, 1, -1),
                new StartStep("Ready", State.WAITING, "", Optional.empty(), Optional.empty())),
            BEGIN.plusSeconds(4));

    assertThat(timeline.total()).isEqualTo(Duration.ofSeconds(4));
    assertThat(timeline.bars().get(1).from()).isEqualTo(25);
    assertThat(timeline.bars().get(1).width()).isEqualTo(75);
    assertThat(timeline.bars().get(2).took()).isEmpty();
    assertThat(timeline.slowest().orElseThrow().step().step()).isEqualTo("Head ready");
    assertThat(timeline.running()).isTrue();
  }

  @Test
  void aFinishedStartDoesNotGrow() {
    StartTimeline timeline =
        StartTimeline.of(List.of(step("Head ready", State.DONE, 0, 7)), BEGIN.plusSeconds(900));

    assertThat(timeline.total()).isEqualTo(Duration.ofSeconds(7));
    assertThat(timeline.running()).isFalse();
  }

  @Test
  void noStepsTakeNoTime() {
    StartTimeline timeline = StartTimeline.of(List.of(), BEGIN);

    assertThat(timeline.total()).isZero();
    assertThat(timeline.slowest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0.4S, 0.4 s", "PT19S, 19 s", "PT1M29S, 1:29"})
  void durationsAreShort(Duration took, String text) {
    assertThat(StartTimeline.brief(took)).isEqualTo(text);
  }

  private static StartStep step(String name, State state, long from, long to) {
    return new StartStep(
        name,
        state,
        "",
        Optional.of(BEGIN.plusSeconds(from)),
        to < 0 ? Optional.empty() : Optional.of(BEGIN.plusSeconds(to)));
  }
}
