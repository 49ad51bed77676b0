package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTests {

  @ParameterizedTest
  @CsvSource({
    "30 min, PT30M",
    "30m, PT30M",
    "1 h 30 min, PT1H30M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "PT4H, PT4H",
    "45 s, PT45S",
    "1 D, PT24H",
    "2 hours, PT2H",
    "1 day 30 minutes, PT24H30M"
  })
  void whatPeopleTypeIsUnderstood(String text, String iso) {
    assertThat(DurationText.parse(text)).contains(Duration.parse(iso));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "30", "5 parsecs", "h", "1 h soon", "1 hm", "P1Y"})
  void anythingElseIsNoDuration(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void whatIsLongerThanAnyoneTypesIsNoDuration() {
    assertThat(DurationText.parse("1m".repeat(2000))).isEmpty();
    assertThat(DurationText.parse("1m".repeat(1_000_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30M", "PT1H30M", "PT49H", "PT5S", "PT0S"})
  void whatIsWrittenCanBeReadBack(String iso) {
    Duration duration = Duration.parse(iso);
    assertThat(DurationText.parse(DurationText.of(duration))).contains(duration);
  }
}
