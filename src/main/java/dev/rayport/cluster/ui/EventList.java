package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterEvent;
import dev.rayport.cluster.ClusterEvent.Severity;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Events below one another, with the time of day. */
class EventList extends Div {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  EventList(List<ClusterEvent> events) {
    addClassName("evlist");
    for (ClusterEvent event : events) {
      add(time(event), text(event));
    }
    if (events.isEmpty()) {
      Span none = new Span("Nothing has happened yet.");
      none.addClassName("mut");
      add(none);
    }
  }

  private static Span time(ClusterEvent event) {
    Span time = new Span(TIME.format(event.at()));
    time.addClassNames("mut", "num", "s");
    time.getElement().setAttribute("title", Words.exact(event.at()));
    return time;
  }

  private static Span text(ClusterEvent event) {
    Span text = new Span();
    if (event.severity() != Severity.INFO) {
      boolean bad = event.severity() == Severity.ERROR;
      text.addClassName(bad ? "err" : "warn");
      text.add(Icon.of(bad ? "circle-x" : "triangle-alert"), new Span(" "));
    }
    text.add(new Span(event.text()));
    return text;
  }
}
