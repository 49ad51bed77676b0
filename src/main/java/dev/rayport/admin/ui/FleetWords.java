package dev.rayport.admin.ui;

import dev.rayport.admin.Prices;
import dev.rayport.base.ui.Words;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Amounts and money as the pages of administrators write them. */
final class FleetWords {

  private static final double WHOLE_FROM = 100;

  private FleetWords() {}

  /** “€ 1 420”, “€ 3.20”. */
  static String money(double amount, Prices prices) {
    String sign = Currency.getInstance(prices.currency()).getSymbol(Locale.UK);
    String number =
        Math.abs(amount) >= WHOLE_FROM
            ? Words.count(Math.round(amount))
            : String.format(Locale.ROOT, "%.2f", amount);
    return sign + "\u00a0" + number;
  }

  /** Empty without prices. */
  static String money(double amount, Optional<Prices> prices) {
    return prices.map(known -> money(amount, known)).orElse("");
  }

  /** “12”, “3.5”, “0.04”. */
  static String amount(double amount) {
    if (amount >= WHOLE_FROM || amount == Math.rint(amount)) {
      return Words.count(Math.round(amount));
    }
    return String.format(Locale.ROOT, amount < 1 ? "%.2f" : "%.1f", amount);
  }

  /** A whole number of a hundred; of nothing there is none. */
  static long percent(double part, double whole) {
    return whole <= 0 ? 0 : Math.round(100 * Math.min(1, part / whole));
  }
}
