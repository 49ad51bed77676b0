package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @BeforeEach
  void stopTheClock() {
    Words.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void letItGo() {
    Words.setClock(Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource({
    "PT2S, just now",
    "PT40S, 40 s ago",
    "PT12M, 12 min ago",
    "PT1H4M, 1 h 4 min ago",
    "PT19H30M, 19 h ago",
    "PT30H, yesterday",
    "P3D, 3 d ago",
    "P40D, 12 Oct 2026"
  })
  void timesInListsAreRelative(Duration since, String words) {
    assertThat(Words.ago(NOW.minus(since))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"PT20M, in 20 min", "PT19H, in 19 h", "PT59M58S, in 1 h", "PT-1S, now"})
  void whatComesIsRelativeToo(Duration until, String words) {
    assertThat(Words.in(NOW.plus(until))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.4S, 0.4 s",
    "PT3.25S, 3.2 s",
    "PT18S, 18 s",
    "PT34M52S, 34 min 52 s",
    "PT1H4M, 1 h 04 min",
    "PT51H, 2 d 3 h"
  })
  void durationsHaveTwoUnitsAtMost(Duration duration, String words) {
    assertThat(Words.duration(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "312, 312 B", "1536, 1.5 KiB", "90194313216, 84 GiB", "2147483648, 2 GiB"})
  void bytesAreBinary(long bytes, String words) {
    assertThat(Words.bytes(bytes)).isEqualTo(words);
  }

  @Test
  void thousandsHaveAThinGapAndOneIsNoPlural() {
    assertThat(Words.count(12480)).isEqualTo("12\u00a0480");
    assertThat(Words.count(1, "job", "jobs")).isEqualTo("1 job");
    assertThat(Words.count(0, "job", "jobs")).isEqualTo("0 jobs");
  }

  @Test
  void twoLettersStandForAName() {
    assertThat(Visitor.initials("vision-research")).isEqualTo("VR");
    assertThat(Visitor.initials("mokafor")).isEqualTo("MO");
    assertThat(Visitor.initials("x")).isEqualTo("X");
  }
}
