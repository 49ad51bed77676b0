package dev.rayport.admin.rest;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.rayport.admin.BannerTone;
import dev.rayport.admin.Banners;
import dev.rayport.admin.NewBanner;
import dev.rayport.admin.PageBanner;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The message to all users, for administrators. */
@RestController
@RequestMapping("/api/v1/admin/banner")
class BannerController {

  private final Banners banners;

  BannerController(Banners banners) {
    this.banners = banners;
  }

  /**
   * @param tone INFO unless told
   * @param endsAt when it goes by itself; null: it stays
   * @param tenants whose pages show it; null or empty: all
   */
  record NewBannerJson(
      @Nullable String text,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
          @Nullable BannerTone tone,
      @Nullable Instant endsAt,
      @Nullable List<@Nullable String> tenants) {

    NewBanner wish() {
      return new NewBanner(
          Optional.ofNullable(text).orElse(""),
          Optional.ofNullable(tone).orElse(BannerTone.INFO),
          Optional.ofNullable(endsAt),
          Optional.ofNullable(tenants).orElse(List.of()).stream()
              .map(tenant -> Objects.requireNonNullElse(tenant, ""))
              .toList());
    }
  }

  /**
   * What is said; all null: nothing.
   *
   * @param tenants whose pages show it; empty: all
   */
  record BannerJson(
      @Nullable String text,
      @Nullable BannerTone tone,
      @Nullable Instant endsAt,
      List<String> tenants,
      @Nullable String writtenBy,
      @Nullable Instant writtenAt) {

    static BannerJson of(Optional<PageBanner> banner) {
      return new BannerJson(
          banner.map(PageBanner::text).orElse(null),
          banner.map(PageBanner::tone).orElse(null),
          banner.flatMap(PageBanner::endsAt).orElse(null),
          banner.map(PageBanner::tenants).orElse(List.of()),
          banner.map(PageBanner::writtenBy).orElse(null),
          banner.map(PageBanner::writtenAt).orElse(null));
    }
  }

  @Operation(summary = "What is said atop every page (administrators)")
  @GetMapping
  BannerJson get() {
    return BannerJson.of(banners.get());
  }

  @Operation(
      summary = "Says this atop every page (administrators)",
      description = "Plain text. Whoever put the last message away reads this one")
  @PutMapping
  BannerJson set(@RequestBody NewBannerJson wish) {
    return BannerJson.of(Optional.of(banners.set(wish.wish())));
  }

  @Operation(summary = "Says nothing any more (administrators)")
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove() {
    banners.remove();
  }
}
