package dev.rayport.admin;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What owners are told about their clusters, until they have read it. */
@Service
public class Notices {

  /** The kind of their news. */
  public static final String NEWS = "notice";

  private static final Duration FRESH = Duration.ofDays(14);
  private static final Limit MOST = Limit.of(7);
  private final OwnerNoticeRepository notices;
  private final ChangeFeed feed;

  Notices(OwnerNoticeRepository notices, ChangeFeed feed) {
    this.notices = notices;
    this.feed = feed;
  }

  /** Nobody is told of what they did themselves. */
  @AsAdministrator
  @Transactional
  public void tell(ClusterSummary cluster, FleetAction action, String words) {
    CurrentUser user = CurrentUser.require();
    if (user.accountId().equals(cluster.ownerId())) {
      return;
    }
    OwnerNotice notice = notices.save(new OwnerNotice(cluster, action, user.name(), words));
    feed.publish(new Change(notice.tenantId, NEWS, notice.id));
  }

  /** Those of the current user in their tenant that they have not dismissed, newest first. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<Notice> mine() {
    CurrentUser user = CurrentUser.require();
    return notices
        .unread(user.tenant().value(), user.accountId(), Instant.now().minus(FRESH), MOST)
        .stream()
        .map(OwnerNotice::view)
        .toList();
  }

  /** What owners of these clusters were asked and have not dismissed, by cluster id. */
  @AsViewer
  @Transactional(readOnly = true)
  public Map<String, Notice> questions(Collection<String> clusters) {
    Map<String, Notice> last = new HashMap<>();
    notices
        .questions(CurrentUser.require().tenant().value(), clusters)
        .forEach(notice -> last.put(notice.clusterId, notice.view()));
    return last;
  }

  /**
   * @throws Refusal NOT_FOUND
   */
  @AsViewer
  @Transactional
  public void dismiss(String id) {
    CurrentUser user = CurrentUser.require();
    OwnerNotice notice =
        notices
            .findByTenantIdAndOwnerIdAndId(user.tenant().value(), user.accountId(), id)
            .orElseThrow(() -> Refusal.notFound("notice", id));
    notice.dismissed = true;
    notices.save(notice);
    feed.publish(new Change(notice.tenantId, NEWS, notice.id));
    feed.publish(new Change(notice.tenantId, "cluster", notice.clusterId));
  }
}
