package dev.rayport.admin;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AsSystem;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.TenantService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The message to all users: one at a time. */
@Service
public class Banners {

  /** The kind of its news. */
  public static final String NEWS = "banner";

  private final PageBannerRepository rows;
  private final TenantService tenants;
  private final AuditLog audit;
  private final ChangeFeed feed;
  private final JdbcClient jdbc;
  private final Clock clock = Clock.systemUTC();

  Banners(
      PageBannerRepository rows,
      TenantService tenants,
      AuditLog audit,
      ChangeFeed feed,
      JdbcClient jdbc) {
    this.rows = rows;
    this.tenants = tenants;
    this.audit = audit;
    this.feed = feed;
    this.jdbc = jdbc;
  }

  /** What the pages of the current user say, unless they have put it away. */
  @AsViewer
  @Transactional(readOnly = true)
  public Optional<PageBanner> mine() {
    CurrentUser user = CurrentUser.require();
    return present()
        .filter(banner -> banner.shows(user.tenant().value(), clock.instant()))
        .filter(banner -> !isDismissed(user, banner.edition()));
  }

  private boolean isDismissed(CurrentUser user, String edition) {
    return jdbc.sql("select count(*) from banner_dismissal where account_id = ? and edition = ?")
            .params(user.accountId(), edition)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Puts it away for the current user, until it is changed. */
  @AsViewer
  public void dismiss(String edition) {
    String account = CurrentUser.require().accountId();
    if (present().filter(banner -> banner.edition().equals(edition)).isEmpty()) {
      return;
    }
    try {
      jdbc.sql("insert into banner_dismissal (account_id, edition) values (?, ?)")
          .params(account, edition)
          .update();
    } catch (DuplicateKeyException already) {
      return;
    }
    feed.publish(new Change(CurrentUser.require().tenant().value(), NEWS, edition));
  }

  @AsAdministrator
  @Transactional(readOnly = true)
  public Optional<PageBanner> get() {
    return present().filter(banner -> !banner.isOver(clock.instant()));
  }

  /**
   * Says this instead of what is said now; whoever put that away reads this.
   *
   * @throws Refusal INVALID naming each field
   */
  @AsAdministrator
  @Transactional
  public PageBanner set(NewBanner wish) {
    check(wish);
    PageBannerRow row = rows.findById(PageBannerRow.ID).orElseGet(PageBannerRow::new);
    PageBanner said =
        rows.saveAndFlush(row.says(wish, CurrentUser.require().name(), clock.instant())).view();
    forgetReaders();
    audit.record("banner.set", PageBannerRow.ID, said.text());
    tell(said.edition());
    return said;
  }

  /** Says nothing any more. */
  @AsAdministrator
  @Transactional
  public void remove() {
    rows.findById(PageBannerRow.ID)
        .ifPresent(row -> {
          end(row);
          audit.record("banner.remove", PageBannerRow.ID, row.words);
        });
  }

  @AsSystem("its time is over, whoever looks")
  @Transactional
  public void endInTime() {
    rows.findById(PageBannerRow.ID)
        .filter(row -> row.view().isOver(clock.instant()))
        .ifPresent(this::end);
  }

  private void end(PageBannerRow row) {
    rows.delete(row);
    forgetReaders();
    tell(row.edition);
  }

  private void forgetReaders() {
    jdbc.sql("delete from banner_dismissal").update();
  }

  private void tell(String edition) {
    feed.publish(new Change(Change.EVERYWHERE, NEWS, edition));
  }

  private Optional<PageBanner> present() {
    return rows.findById(PageBannerRow.ID).map(PageBannerRow::view);
  }

  private void check(NewBanner wish) {
    List<FieldError> mistakes = new ArrayList<>();
    if (wish.text().isEmpty() || wish.text().length() > NewBanner.LONGEST) {
      mistakes.add(
          new FieldError(
              "text", "Say something, in at most %d characters.".formatted(NewBanner.LONGEST)));
    }
    Instant now = clock.instant();
    if (wish.endsAt().filter(end -> !end.isAfter(now)).isPresent()) {
      mistakes.add(new FieldError("endsAt", "A moment in the future, or none."));
    }
    List<String> known = tenants.list().stream().map(each -> each.id().value()).toList();
    wish.tenants().stream()
        .filter(tenant -> !known.contains(tenant))
        .map(tenant -> new FieldError("tenants", "There is no tenant “%s”.".formatted(tenant)))
        .forEach(mistakes::add);
    if (!mistakes.isEmpty()) {
      throw Refusal.invalid(mistakes);
    }
  }
}
