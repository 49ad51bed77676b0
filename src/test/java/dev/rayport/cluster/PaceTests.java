package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private final Pace pace = new Pace(20);

  @Test
  void fewAreLookedAtAsOftenAsWanted() {
    IntStream.range(0, 20).forEach(number -> pace.next("cl_" + number, SECOND));

    assertThat(pace.next("cl_0", SECOND)).isEqualTo(SECOND);
  }

  @Test
  void aThousandTogetherAreNoMoreThanTheRate() {
    IntStream.range(0, 1000).forEach(number -> pace.next("cl_" + number, SECOND));

    assertThat(pace.next("cl_0", SECOND)).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void thoseThatAreForgottenSlowNobodyDown() {
    IntStream.range(0, 1000).forEach(number -> pace.next("cl_" + number, SECOND));
    IntStream.range(1, 1000).forEach(number -> pace.forget("cl_" + number));

    assertThat(pace.next("cl_0", SECOND)).isEqualTo(SECOND);
  }
}
