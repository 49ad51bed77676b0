package dev.rayport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rayport.base.CannotStart;
import dev.rayport.cluster.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTests {

  private static final long GIB = 1L << 30;
  private static final Prices PRICES =
      new Prices("EUR", 0.04, 0.005, 1.2, Map.of("nvidia-h100", 4.0));

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0",
    "1, 0, 0, 0, 0.04",
    "0, 8, 0, 0, 0.04",
    "0, 0, 2, 0, 2.4",
    "0, 0, 0, 2, 8.0",
    "16, 64, 1, 4, 18.16"
  })
  void anHourCostsTheSumOfAllThatIsHeld(
      double cpus, long gib, int anyGpus, int h100s, double perHour) {
    Holding held = new Holding(cpus, gib * GIB, Map.of("", anyGpus, "NVIDIA-H100", h100s));
    assertThat(PRICES.perHour(held)).isCloseTo(perHour, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    // idle, busy cores, used GiB, busy GPUs, unused cores, GiB, GPUs, wasted per hour
    "true,  4, 16, 2,  8, 32, 2, 8.48",
    "false, 2,  8, 1.5,  6, 24, 0.5, 2.36",
    "false, 9, 40, 2,  0,  0, 0, 0"
  })
  void wasteIsThePriceOfWhatIsNotUsed(
      boolean idle,
      double cpus,
      long gib,
      double gpus,
      double unusedCpus,
      double unusedGib,
      double unusedGpus,
      double perHour) {
    Holding held = new Holding(8, 32 * GIB, Map.of("nvidia-h100", 2));
    Use use = new Use(Instant.EPOCH, cpus, gib * GIB, Optional.of(gpus), Optional.empty());
    Unused unused = Unused.of(held, idle, Optional.of(use));
    assertThat(unused).isEqualTo(new Unused(unusedCpus, unusedGib * GIB, unusedGpus));
    Bill bill = Bill.of(PRICES, held, Duration.ofMinutes(90), unused);
    assertThat(bill.wastePerHour()).isCloseTo(perHour, within(1e-9));
    assertThat(bill.wastePerDay()).isCloseTo(24 * perHour, within(1e-9));
    assertThat(bill.soFar()).isCloseTo(1.5 * bill.perHour(), within(1e-9));
  }

  @Test
  void nothingIsCalledUnusedThatNobodyMeasured() {
    Holding held = new Holding(8, GIB, Map.of("", 1));
    Use silent = new Use(Instant.EPOCH, 0, 0, Optional.of(0.0), Optional.of(Instant.EPOCH));
    assertThat(Unused.of(held, false, Optional.empty())).isEqualTo(Unused.NOTHING);
    assertThat(Unused.of(held, false, Optional.of(silent))).isEqualTo(Unused.NOTHING);
    assertThat(Unused.of(held, true, Optional.of(silent)).cpus()).isEqualTo(8);
  }

  @Test
  void withoutAnyPriceThereIsNoList() {
    assertThat(Prices.of(said("", "", "", ""))).isEmpty();
    assertThat(Prices.of(said("EUR", "0.04", "", "")))
        .contains(new Prices("EUR", 0.04, 0, 0, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Euro; 0.04; ''; ''; rayport.prices.currency is “Euro”",
        "''; 0.04; ''; ''; rayport.prices.currency is “”",
        "EUR; 0,04; ''; ''; cpu-hour is “0,04”",
        "EUR; ''; -1; ''; gib-hour is “-1”",
        "EUR; ''; ''; NaN; gpu-hour is “NaN”",
        "EUR; ''; ''; ''; no price"
      })
  void aWrongListKeepsThePortalFromStarting(
      String currency, String cpu, String gib, String gpu, String says) {
    PriceProperties said = said(currency, cpu, gib, gpu);
    assertThatThrownBy(() -> Prices.of(said))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(says);
  }

  private static PriceProperties said(String currency, String cpu, String gib, String gpu) {
    return new PriceProperties(currency, cpu, gib, gpu, Map.of());
  }
}
