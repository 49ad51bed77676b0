package dev.rayport.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is said atop every page.
 *
 * @param edition another one with each change, so that it is read again
 * @param endsAt when it goes by itself
 * @param tenants whose pages show it; empty: all
 */
public record PageBanner(
    String edition,
    String text,
    BannerTone tone,
    Optional<Instant> endsAt,
    List<String> tenants,
    String writtenBy,
    Instant writtenAt) {

  public PageBanner {
    tenants = List.copyOf(tenants);
  }

  /** Whether it is for that tenant's pages at that moment. */
  boolean shows(String tenant, Instant now) {
    return (tenants.isEmpty() || tenants.contains(tenant)) && !isOver(now);
  }

  boolean isOver(Instant now) {
    return endsAt.filter(end -> !end.isAfter(now)).isPresent();
  }
}
