package dev.rayport.tenant;

import dev.rayport.tenant.QuotaVerdict.Answer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A tenant's quotas and what it uses of them at one moment; decides what has room and whose turn it
 * is.
 */
public record QuotaState(TenantId tenant, PerStage limits, PerStage use) {

  private static final double ROUNDING = 1e-6;

  /** Whether there is room now, later or never. */
  public QuotaVerdict judge(Demand demand) {
    Amounts ofStage = limits.stage(demand.stage());
    String whole = tenant.value();
    String stage = "%s of %s".formatted(demand.stage().toLowerCase(Locale.ROOT), tenant);
    Optional<QuotaVerdict> found =
        never(limits.whole(), demand, whole)
            .or(() -> never(ofStage, demand, stage))
            .or(() -> later(limits.whole(), use.whole(), demand, whole))
            .or(() ->
                later(ofStage, use.stage(demand.stage()), demand, stage)
                    .map(
                        full -> new QuotaVerdict(full.answer(), full.kind(), true, full.reason())));
    return found.orElse(QuotaVerdict.FREE);
  }

  /** As it is once that has its share. */
  public QuotaState with(Demand demand) {
    return new QuotaState(tenant, limits, use.plus(demand.stage(), demand.amounts()));
  }

  /**
   * The place of the next one in the queue, from 1. Whoever came earlier goes first, unless only
   * the quota of another stage holds them up.
   *
   * @param earlier that wait, in their order
   * @param stage of the next one
   */
  public long place(List<Demand> earlier, String stage) {
    QuotaState now = this;
    Set<String> heldUp = new HashSet<>();
    long ahead = 0;
    for (Demand other : earlier) {
      boolean mine = other.stage().equals(stage);
      QuotaVerdict verdict = now.judge(other);
      if (verdict.answer() == Answer.NEVER) {
        continue;
      }
      if (heldUp.contains(other.stage()) || verdict.ofStage()) {
        heldUp.add(other.stage());
        ahead += mine ? 1 : 0;
        continue;
      }
      now = now.with(other);
      ahead++;
    }
    return ahead + 1;
  }

  private static Optional<QuotaVerdict> never(Amounts limits, Demand demand, String whose) {
    for (QuotaKind kind : QuotaKind.values()) {
      if (limits.find(kind).isPresent() && wanted(kind, demand) > limits.get(kind) + ROUNDING) {
        String reason =
            kind == QuotaKind.GPU_HOURS
                ? "%s may use no GPUs.".formatted(whose)
                : "needs %s, the quota of %s is %s; ask for less, or an administrator for more."
                    .formatted(
                        kind.words(wanted(kind, demand)), whose, kind.number(limits.get(kind)));
        return Optional.of(new QuotaVerdict(Answer.NEVER, Optional.of(kind), false, reason));
      }
    }
    return Optional.empty();
  }

  private static Optional<QuotaVerdict> later(
      Amounts limits, Amounts used, Demand demand, String whose) {
    for (QuotaKind kind : QuotaKind.values()) {
      double wanted = wanted(kind, demand);
      if (limits.find(kind).isPresent()
          && wanted > 0
          && used.get(kind) + wanted > limits.get(kind) + ROUNDING) {
        String reason = later(kind, limits.get(kind), used.get(kind), wanted, whose);
        return Optional.of(new QuotaVerdict(Answer.LATER, Optional.of(kind), false, reason));
      }
    }
    return Optional.empty();
  }

  private static String later(
      QuotaKind kind, double limit, double used, double wanted, String whose) {
    return switch (kind) {
      case CLUSTERS, RUNNING_JOBS ->
          "%s has %s of %s.".formatted(whose, kind.number(used), kind.words(limit));
      case GPU_HOURS ->
          "%s has used %s of %s this month; they count anew on 1 %s."
              .formatted(whose, kind.number(used), kind.words(limit), nextMonth());
      default ->
          "needs %s, %s uses %s of %s."
              .formatted(kind.words(wanted), whose, kind.number(used), kind.number(limit));
    };
  }

  /** Of hours nobody knows how many it will be: any room will do. */
  private static double wanted(QuotaKind kind, Demand demand) {
    if (kind == QuotaKind.GPU_HOURS) {
      return demand.amounts().get(QuotaKind.GPUS) > 0 ? 10 * ROUNDING : 0;
    }
    return demand.amounts().get(kind);
  }

  private static String nextMonth() {
    return LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC))
        .plusMonths(1)
        .getMonth()
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
