package dev.rayport.admin.ui;

import dev.rayport.admin.BannerTone;
import dev.rayport.admin.Banners;
import dev.rayport.base.Change;
import dev.rayport.base.ui.PageNotice;
import dev.rayport.base.ui.Tone;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The administrators' message atop every page. */
@Component
class BannerNotice implements PageNotice {

  private final Banners banners;

  BannerNotice(Banners banners) {
    this.banners = banners;
  }

  @Override
  public Optional<Said> said() {
    return banners
        .mine()
        .map(banner ->
            new Said(tone(banner.tone()), banner.text(), () -> banners.dismiss(banner.edition())));
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals(Banners.NEWS);
  }

  private static Tone tone(BannerTone tone) {
    return switch (tone) {
      case INFO -> Tone.BUSY;
      case WARNING -> Tone.WARN;
      case CRITICAL -> Tone.ERR;
    };
  }
}
