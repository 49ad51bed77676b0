package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import java.util.List;

/** The place atop every page for what is said to all users. */
final class PageNotices extends Div {

  private final transient List<PageNotice> notices;

  PageNotices(List<PageNotice> notices, Broadcaster broadcaster) {
    this.notices = notices;
    addClassName("pagenotices");
    broadcaster.onChange(
        this, change -> notices.stream().anyMatch(each -> each.concerns(change)), this::show);
  }

  void show() {
    removeAll();
    notices.stream().flatMap(each -> each.said().stream()).forEach(this::add);
  }

  private void add(PageNotice.Said said) {
    add(
        new Banner(
            said.tone(),
            said.tone() == Tone.BUSY ? "info" : "triangle-alert",
            "",
            said.text(),
            Actions.icon(
                "x",
                "Dismiss this message",
                "",
                () -> {
                  said.dismiss().run();
                  show();
                })));
  }
}
