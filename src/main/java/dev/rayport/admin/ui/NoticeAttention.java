package dev.rayport.admin.ui;

import dev.rayport.admin.FleetAction;
import dev.rayport.admin.Notice;
import dev.rayport.admin.Notices;
import dev.rayport.base.Change;
import dev.rayport.base.ui.AttentionSource;
import dev.rayport.base.ui.Tone;
import java.util.List;
import org.springframework.stereotype.Component;

/** What administrators did to the current user's clusters, until they dismiss it. */
@Component
class NoticeAttention implements AttentionSource {

  private static final int URGENCY = 90;
  private final Notices notices;

  NoticeAttention(Notices notices) {
    this.notices = notices;
  }

  @Override
  public List<Item> items() {
    return notices.mine().stream().map(this::item).toList();
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals(Notices.NEWS);
  }

  private Item item(Notice notice) {
    return new Item(
        icon(notice.action()),
        word(notice.action()),
        Tone.WARN,
        notice.clusterName(),
        "clusters/" + notice.clusterId(),
        "by " + notice.actor(),
        notice.words(),
        notice.at(),
        URGENCY,
        List.of(new Action("x", "Dismiss", () -> notices.dismiss(notice.id()))));
  }

  private static String icon(FleetAction action) {
    return switch (action) {
      case NOTIFY -> "circle-help";
      case EXTEND -> "timer";
      case SUSPEND -> "circle-pause";
      case STOP -> "circle-stop";
    };
  }

  private static String word(FleetAction action) {
    return switch (action) {
      case NOTIFY -> "Asked";
      case EXTEND -> "Extended";
      case SUSPEND -> "Suspended";
      case STOP -> "Stopped";
    };
  }
}
