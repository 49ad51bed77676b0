package dev.rayport.tenant;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * So much of each kind; what is not named is nothing as a use and no limit as a quota.
 *
 * @param values cores, bytes, hours or numbers, never negative
 */
public record Amounts(Map<QuotaKind, Double> values) {

  public static final Amounts NONE = new Amounts(Map.of());

  public Amounts {
    values = Map.copyOf(values);
  }

  public static Amounts of(QuotaKind kind, double amount) {
    return new Amounts(Map.of(kind, amount));
  }

  public OptionalDouble find(QuotaKind kind) {
    Double value = values.get(kind);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Zero for what is not named. */
  public double get(QuotaKind kind) {
    return values.getOrDefault(kind, 0.0);
  }

  public Amounts plus(Amounts other) {
    Map<QuotaKind, Double> sum = new EnumMap<>(QuotaKind.class);
    sum.putAll(values);
    other.values.forEach((kind, amount) -> sum.merge(kind, amount, Double::sum));
    return new Amounts(sum);
  }
}
