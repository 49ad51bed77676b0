package dev.rayport.admin;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The configured prices, read once at the start. */
@Component
class PriceList {

  private final Optional<Prices> prices;

  PriceList(PriceProperties said) {
    this.prices = Prices.of(said);
  }

  Optional<Prices> prices() {
    return prices;
  }
}
