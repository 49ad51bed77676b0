package dev.rayport.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said atop every page.
 *
 * @param text plain; spaces and line breaks in a row become one space
 * @param tenants whose pages show it; empty: all
 */
public record NewBanner(
    String text, BannerTone tone, Optional<Instant> endsAt, List<String> tenants) {

  public static final int LONGEST = 500;

  public NewBanner {
    text = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    tenants = tenants.stream().distinct().sorted().toList();
  }
}
