package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClusterTimesTests {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void theEarliestRuleCounts() {
    ClusterTimes times = times(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofDays(1)));
    assertThat(times.stopsAtLatest()).contains(NOON.plus(Duration.ofDays(1)));
    times.idleSince = NOON;
    assertThat(times.stopsAtLatest()).contains(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void extendingMovesBothRules() {
    ClusterTimes times = times(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofDays(1)));
    times.idleSince = NOON;
    times.extend(Duration.ofHours(4), NOON);
    assertThat(times.idleEnd()).contains(NOON.plus(Duration.ofHours(5)));
    assertThat(times.stopsAt).isEqualTo(NOON.plus(Duration.ofHours(28)));
  }

  @Test
  void theNextStartBeginsItsTimeAnew() {
    ClusterTimes times = times(Optional.empty(), Optional.of(Duration.ofHours(2)));
    times.extend(Duration.ofHours(4), NOON);
    Instant evening = NOON.plus(Duration.ofHours(8));
    times.queued(evening);
    times.started(evening);
    assertThat(times.stopsAt).isEqualTo(evening.plus(Duration.ofHours(2)));
  }

  @Test
  void timeThatNobodyWorkedAtAStartDoesNotCount() {
    ClusterTimes times = times(Optional.empty(), Optional.empty());
    assertThat(times.attendedSince()).contains(NOON);
    Instant later = NOON.plus(Duration.ofMinutes(20));
    times.unattended(later);
    times.unattended(later.plusSeconds(5));
    assertThat(times.attendedSince()).contains(later);

    times.queued(later);
    assertThat(times.attendedSince()).isEmpty();
  }

  @Test
  void startTimesAreTheHalfAndTheMost() {
    StartTimes times = StartTimes.of(LongStream.rangeClosed(1, 100).boxed().toList()).orElseThrow();
    assertThat(times.half()).isEqualTo(Duration.ofMillis(50));
    assertThat(times.most()).isEqualTo(Duration.ofMillis(95));
    assertThat(StartTimes.of(List.of())).isEmpty();
  }

  @Test
  void durationsAreWords() {
    assertThat(DurationWords.of(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
    assertThat(DurationWords.of(Duration.ofDays(7))).isEqualTo("7 d");
    assertThat(DurationWords.of(Duration.ofSeconds(30))).isEqualTo("30 s");
  }

  private static ClusterTimes times(Optional<Duration> idle, Optional<Duration> ttl) {
    ClusterTimes times = new ClusterTimes();
    times.created(NOON);
    times.stopWhen(new StopWhen(idle, ttl, Optional.empty()));
    times.started(NOON);
    return times;
  }
}
