package dev.rayport.admin;

import dev.rayport.base.CannotStart;
import dev.rayport.cluster.Holding;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The price list.
 *
 * @param currency ISO 4217 code
 * @param gpuHour of GPUs whose type has no price of its own
 * @param gpuTypes by type, in lower case
 */
public record Prices(
    String currency, double cpuHour, double gibHour, double gpuHour, Map<String, Double> gpuTypes) {

  private static final double GIB = 1L << 30;
  private static final double LARGEST = 1_000_000;
  private static final String PREFIX = "rayport.prices.";

  public Prices {
    gpuTypes = Map.copyOf(gpuTypes);
  }

  /**
   * As configured; empty when nothing is.
   *
   * @throws CannotStart naming the first setting that is wrong
   */
  static Optional<Prices> of(PriceProperties said) {
    boolean nothing =
        said.gpuTypes().isEmpty()
            && Stream.of(said.currency(), said.cpuHour(), said.gibHour(), said.gpuHour())
                .allMatch(String::isBlank);
    if (nothing) {
      return Optional.empty();
    }
    Map<String, Double> types = new TreeMap<>();
    said.gpuTypes()
        .forEach((type, price) ->
            types.put(type.toLowerCase(Locale.ROOT), price("gpu-types." + type, price)));
    Prices prices =
        new Prices(
            currency(said.currency().strip()),
            price("cpu-hour", said.cpuHour()),
            price("gib-hour", said.gibHour()),
            price("gpu-hour", said.gpuHour()),
            types);
    if (prices.isFree()) {
      throw new CannotStart(
          "The price list rayport.prices has a currency and no price.",
          "Say what something costs, such as rayport.prices.cpu-hour: 0.04, or leave all of it"
              + " out.");
    }
    return Optional.of(prices);
  }

  private boolean isFree() {
    return cpuHour == 0
        && gibHour == 0
        && gpuHour == 0
        && gpuTypes.values().stream().allMatch(Predicate.isEqual(0.0));
  }

  private static String currency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException none) {
      throw new CannotStart(
          "%scurrency is “%s”, which is no currency.".formatted(PREFIX, code),
          "Write its code of three letters, such as EUR.");
    }
  }

  private static double price(String name, String text) {
    if (text.isBlank()) {
      return 0;
    }
    double price;
    try {
      price = Double.parseDouble(text.strip());
    } catch (NumberFormatException none) {
      price = -1;
    }
    if (price >= 0 && price <= LARGEST) {
      return price;
    }
    throw new CannotStart(
        "%s%s is “%s”, which is no price.".formatted(PREFIX, name, text),
        "Write a number from 0 to 1000000 with a point, such as 0.04.");
  }

  /** An hour of all that is held. */
  public double perHour(Holding held) {
    return held.cpus() * cpuHour
        + held.memory() / GIB * gibHour
        + held.gpus().entrySet().stream()
            .mapToDouble(gpus -> gpus.getValue() * gpuHour(gpus.getKey()))
            .sum();
  }

  /** An hour of a part of what is held; of its GPUs each type has the same share. */
  double perHour(Holding held, Unused part) {
    double gpus = perHour(new Holding(0, 0, held.gpus()));
    int all = held.allGpus();
    return part.cpus() * cpuHour
        + part.memory() / GIB * gibHour
        + (all == 0 ? 0 : gpus * part.gpus() / all);
  }

  private double gpuHour(String type) {
    return gpuTypes.getOrDefault(type.toLowerCase(Locale.ROOT), gpuHour);
  }
}
