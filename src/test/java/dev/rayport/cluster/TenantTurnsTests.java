package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One place for each tenant here, so that the second cluster already has to wait. */
class TenantTurnsTests {

  private static final Supplier<Optional<Duration>> DONE = Optional::empty;

  private final List<String> called = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final TenantTurns turns =
      new TenantTurns(
          1,
          called::add,
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void whoHasToWaitIsSentAwayAndCalledInOrder() {
    during(
        "first",
        () -> {
          assertThat(come("second")).hasValue(TenantTurns.UNCALLED);
          assertThat(come("third")).hasValue(TenantTurns.UNCALLED);
          assertThat(called).isEmpty();
        });
    assertThat(called).containsExactly("second");
    assertThat(come("second")).isEmpty();
    assertThat(called).containsExactly("second", "third");
  }

  @Test
  void aPlaceIsKeptForWhoeverWasCalled() {
    during("first", () -> come("second"));
    assertThat(come("pushy")).hasValue(TenantTurns.UNCALLED);
    assertThat(come("second")).isEmpty();
    assertThat(called).containsExactly("second", "pushy");
  }

  @Test
  void whatHasBegunIsFinishedBeforeMoreIsBegun() {
    come("begun");
    during(
        "first",
        () -> {
          come("new");
          come("begun");
        });
    assertThat(called).containsExactly("begun");
    come("begun");
    assertThat(called).containsExactly("begun", "new");
  }

  @Test
  void whatIsNewIsNotKeptWaitingForEver() {
    for (int i = 0; i < 5; i++) {
      come("begun-" + i);
    }
    during(
        "first",
        () -> {
          come("new");
          for (int i = 0; i < 5; i++) {
            come("begun-" + i);
          }
        });
    while (!called.contains("new")) {
      String next = called.getLast();
      during(next, () -> come(next));
      assertThat(called).hasSizeLessThan(10);
    }
  }

  @Test
  void whoDoesNotComeIsPassedOver() {
    during(
        "first",
        () -> {
          come("gone");
          come("second");
        });
    assertThat(called).containsExactly("gone");
    now = now.plusSeconds(3);
    assertThat(come("third")).hasValue(TenantTurns.UNCALLED);
    assertThat(called).containsExactly("gone", "second");
  }

  @Test
  void anotherTenantDoesNotWait() {
    during("first", () -> assertThat(turns.take("quiet", "own", DONE)).isEmpty());
  }

  @Test
  void aTurnEndsWithAFailureToo() {
    assertThatThrownBy(() ->
            turns.take(
                "busy",
                "first",
                () -> {
                  throw new IllegalStateException("a bug");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(come("second")).isEmpty();
  }

  private Optional<Duration> come(String id) {
    return turns.take("busy", id, DONE);
  }

  private void during(String id, Runnable meanwhile) {
    Optional<Duration> next =
        turns.take(
            "busy",
            id,
            () -> {
              meanwhile.run();
              return Optional.empty();
            });
    assertThat(next).isEmpty();
  }
}
