package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GpuLedgerTests {

  private static final Instant MONTH = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void onlyHoursOfThisMonthCount() {
    GpuUse use = use(4, MONTH.minus(Duration.ofHours(10)));

    assertThat(use.hoursSince(MONTH, MONTH.plus(Duration.ofHours(3)))).isEqualTo(12, within(0.01));
    use.endedAt = MONTH.plus(Duration.ofMinutes(30));
    assertThat(use.hoursSince(MONTH, MONTH.plus(Duration.ofHours(3)))).isEqualTo(2, within(0.01));
    use.endedAt = MONTH.minus(Duration.ofHours(1));
    assertThat(use.hoursSince(MONTH, MONTH.plus(Duration.ofHours(3)))).isZero();
  }

  private static GpuUse use(int gpus, Instant began) {
    GpuUse use = new GpuUse();
    use.gpus = gpus;
    use.beganAt = began;
    return use;
  }
}
