package dev.rayport.admin;

import dev.rayport.cluster.Holding;
import java.time.Duration;

/**
 * What a cluster costs, in the price list's currency.
 *
 * @param perHour of what it holds now
 * @param soFar of what it holds now, since it began to hold anything
 * @param wastePerHour of what it holds and does not use
 */
public record Bill(double perHour, double soFar, double wastePerHour) {

  private static final int HOURS = 24;
  private static final double HOUR = Duration.ofHours(1).toMillis();

  static Bill of(Prices prices, Holding held, Duration time, Unused unused) {
    double perHour = prices.perHour(held);
    return new Bill(perHour, perHour * time.toMillis() / HOUR, prices.perHour(held, unused));
  }

  public double perDay() {
    return HOURS * perHour;
  }

  public double wastePerDay() {
    return HOURS * wastePerHour;
  }
}
