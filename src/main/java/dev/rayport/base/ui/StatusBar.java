package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.rayport.base.ui.StatusItem.Fact;
import java.util.List;
import java.util.Optional;

/** Below the content: connection, what rooms tell about now, time zone, keys. */
final class StatusBar extends Footer {

  StatusBar(List<StatusItem> items, Broadcaster broadcaster, HelpSheet help) {
    addClassName("statusbar");
    getElement().appendChild(new Element("rp-live"));
    items.forEach(item -> add(slot(item, broadcaster)));
    Span gap = new Span();
    gap.addClassName("sp");
    add(gap);
    getElement().appendChild(new Element("rp-zone"));
    NativeButton keys = new NativeButton("", click -> help.open());
    keys.add(small("keyboard"), new Span("? shortcuts"));
    keys.addClassName("hide-s");
    add(keys);
  }

  private static Component slot(StatusItem item, Broadcaster broadcaster) {
    Span slot = new Span();
    slot.addClassName("hide-s");
    show(slot, item.fact());
    broadcaster.onChange(slot, item::concerns, () -> show(slot, item.fact()));
    return slot;
  }

  private static void show(Span slot, Optional<Fact> fact) {
    slot.removeAll();
    slot.setVisible(fact.isPresent());
    fact.ifPresent(found -> {
      slot.add(small(found.icon()));
      slot.setTitle(found.more());
      found
          .target()
          .ifPresentOrElse(
              target -> {
                Anchor link = new Anchor(target, found.text());
                link.getElement().setAttribute("router-link", true);
                slot.add(link);
              },
              () -> slot.add(new Span(found.text())));
    });
  }

  private static Icon small(String name) {
    Icon icon = Icon.of(name);
    icon.removeClassName("i");
    icon.addClassName("i12");
    return icon;
  }
}
