package dev.rayport.admin;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** The one message that there may be. */
@Entity
@Table(name = "page_banner")
class PageBannerRow {

  static final String ID = "banner";
  private static final String BETWEEN = ",";

  @Id String id = ID;
  String edition = "";
  String words = "";

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  BannerTone tone = BannerTone.INFO;

  @Nullable Instant endsAt;

  @Column(length = Length.LONG32)
  String tenants = "";

  String writtenBy = "";
  Instant writtenAt = Instant.EPOCH;

  PageBannerRow says(NewBanner wish, String user, Instant now) {
    edition = RandomId.next("bn");
    words = wish.text();
    tone = wish.tone();
    endsAt = wish.endsAt().orElse(null);
    tenants = String.join(BETWEEN, wish.tenants());
    writtenBy = user;
    writtenAt = now;
    return this;
  }

  PageBanner view() {
    return new PageBanner(
        edition,
        words,
        tone,
        Optional.ofNullable(endsAt),
        tenants.isEmpty() ? List.of() : List.of(tenants.split(BETWEEN)),
        writtenBy,
        writtenAt);
  }
}
