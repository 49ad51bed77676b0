package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLimitTests {

  @Test
  void peopleTypeHoursAndMinutes() {
    assertThat(TimeLimit.iso("12 h")).isEqualTo("PT12H");
    assertThat(TimeLimit.iso("1h 30 min")).isEqualTo("PT1H30M");
    assertThat(TimeLimit.iso("2 d")).isEqualTo("PT48H");
  }

  @Test
  void whatIsNoDurationIsLeftToTheServiceToRefuse() {
    assertThat(TimeLimit.iso("soon")).isEqualTo("soon");
    assertThat(TimeLimit.iso("12 h or so")).isEqualTo("12 h or so");
    assertThat(TimeLimit.iso("PT30M")).isEqualTo("PT30M");
  }

  @Test
  void aStoredLimitReadsAsItIsTyped() {
    assertThat(TimeLimit.words("PT1H30M")).isEqualTo("1 h 30 min");
    assertThat(TimeLimit.words("")).isEmpty();
  }
}
