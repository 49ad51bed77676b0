package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.QuotaVerdict.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuotaStateTests {

  private static final TenantId VISION = new TenantId("vision");

  @Test
  void roomIsWhatIsLeft() {
    QuotaState state = state(gpus(8), PerStage.NONE, 6);

    assertThat(state.judge(training(2)).answer()).isEqualTo(Answer.FREE);
    assertThat(state.judge(training(3)).answer()).isEqualTo(Answer.LATER);
    assertThat(state.judge(training(3)).reason()).isEqualTo("needs 3 GPUs, vision uses 6 of 8.");
    assertThat(state.judge(training(9)).answer()).isEqualTo(Answer.NEVER);
    assertThat(state.judge(training(9)).reason())
        .isEqualTo(
            "needs 9 GPUs, the quota of vision is 8; ask for less, or an administrator for more.");
  }

  @Test
  void whoAsksForNothingOfAKindNeedsNoRoom() {
    assertThat(state(gpus(8), PerStage.NONE, 12).judge(training(0)).answer())
        .isEqualTo(Answer.FREE);
  }

  @Test
  void bothTheWholeAndTheStageAreHeldAgainst() {
    PerStage stage = new PerStage(Amounts.NONE, map("TRAINING", gpus(4)));
    QuotaState state = state(gpus(8), stage, 3);

    assertThat(state.judge(training(2)).ofStage()).isTrue();
    assertThat(state.judge(training(5)).answer()).isEqualTo(Answer.NEVER);
    assertThat(state.judge(serving(5)).answer()).isEqualTo(Answer.FREE);
    assertThat(state.judge(serving(6)).ofStage()).isFalse();
  }

  @Test
  void gpuHoursThatAreUsedUpHoldUpWhatHasGpus() {
    PerStage used = PerStage.NONE.plus("TRAINING", Amounts.of(QuotaKind.GPU_HOURS, 100));
    QuotaState state =
        new QuotaState(
            VISION, new PerStage(Amounts.of(QuotaKind.GPU_HOURS, 100), new TreeMap<>()), used);

    assertThat(state.judge(training(1)).answer()).isEqualTo(Answer.LATER);
    assertThat(state.judge(training(1)).reason()).contains("100 of 100 GPU-hours this month");
    assertThat(state.judge(training(0)).answer()).isEqualTo(Answer.FREE);
    QuotaState none =
        new QuotaState(
            VISION,
            new PerStage(Amounts.of(QuotaKind.GPU_HOURS, 0), new TreeMap<>()),
            PerStage.NONE);
    assertThat(none.judge(training(1)).answer()).isEqualTo(Answer.NEVER);
  }

  @Test
  void theTurnIsInTheirOrder() {
    QuotaState full = state(gpus(8), PerStage.NONE, 6);

    assertThat(full.place(List.of(), "TRAINING")).isEqualTo(1);
    assertThat(full.place(List.of(training(4), serving(1)), "TRAINING")).isEqualTo(3);
    assertThat(full.place(List.of(training(20)), "SERVING"))
        .as("behind one that never starts")
        .isEqualTo(1);
  }

  @Test
  void aStageThatIsFullHoldsUpOnlyItself() {
    PerStage stage = new PerStage(Amounts.NONE, map("TRAINING", gpus(4)));
    QuotaState state = state(gpus(8), stage, 4);

    List<Demand> earlier = List.of(training(1), training(1), serving(1));
    assertThat(state.place(earlier, "TRAINING")).isEqualTo(4);
    assertThat(state.place(earlier, "SERVING")).isEqualTo(2);
  }

  @Test
  void whatIsWrittenIsRead() {
    PerStage quotas =
        new PerStage(
            new Amounts(Map.of(QuotaKind.MEMORY, 64.0 * (1L << 30), QuotaKind.CPUS, 0.5)),
            map("SERVING", gpus(2)));

    assertThat(QuotaText.read(QuotaText.write(quotas))).isEqualTo(quotas);
  }

  private static QuotaState state(Amounts whole, PerStage more, double used) {
    return new QuotaState(
        VISION,
        new PerStage(whole, new TreeMap<>(more.stages())),
        PerStage.NONE.plus("TRAINING", gpus(used)));
  }

  private static TreeMap<String, Amounts> map(String stage, Amounts amounts) {
    return new TreeMap<>(Map.of(stage, amounts));
  }

  private static Demand training(double gpus) {
    return new Demand("TRAINING", gpus(gpus));
  }

  private static Demand serving(double gpus) {
    return new Demand("SERVING", gpus(gpus));
  }

  private static Amounts gpus(double number) {
    return Amounts.of(QuotaKind.GPUS, number);
  }
}
