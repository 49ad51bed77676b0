package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import dev.rayport.base.ui.NavCounter.Count;
import java.util.List;
import java.util.Optional;

/** The drawer: brand, tenant, and the views that carry {@code @Menu}, with their counters. */
final class SideMenu {

  private final Visitor visitor;
  private final List<NavCounter> counters;
  private final Broadcaster broadcaster;

  SideMenu(Visitor visitor, List<NavCounter> counters, Broadcaster broadcaster) {
    this.visitor = visitor;
    this.counters = counters;
    this.broadcaster = broadcaster;
  }

  Component[] components() {
    Nav portal = new Nav(Logo.link(), tenant());
    portal.setAriaLabel("Portal");
    return new Component[] {portal, navigation()};
  }

  private Component tenant() {
    Span tile = new Span(Visitor.initials(visitor.tenant()));
    tile.addClassName("tile");
    tile.getElement().setAttribute("aria-hidden", "true");
    Span name = new Span(visitor.tenant());
    name.addClassName("el");
    Div block = new Div(tile, name);
    block.addClassName("tenant");
    block.setTitle("Tenant " + visitor.tenant());
    return block;
  }

  private SideNav navigation() {
    SideNav navigation = new SideNav();
    navigation.getElement().setAttribute("aria-label", "Main");
    for (MenuEntry entry : MenuConfiguration.getMenuEntries()) {
      SideNavItem item = new SideNavItem(entry.title(), target(entry));
      item.setMatchNested(!entry.path().replace("/", "").isEmpty());
      Optional.ofNullable(entry.icon()).ifPresent(icon -> item.setPrefixComponent(Icon.of(icon)));
      counters.stream()
          .filter(counter -> counter.route().equals(target(entry)))
          .forEach(counter -> count(item, counter));
      navigation.addItem(item);
    }
    return navigation;
  }

  private void count(SideNavItem item, NavCounter counter) {
    item.setSuffixComponent(drawn(counter.count()));
    broadcaster.onChange(
        item, counter::concerns, () -> item.setSuffixComponent(drawn(counter.count())));
  }

  private static Component drawn(Optional<Count> count) {
    Span span = new Span();
    span.addClassName("cnt");
    count.ifPresent(found -> {
      if (found.bad()) {
        span.addClassName("err");
        Icon sign = Icon.of("circle-x");
        sign.removeClassName("i");
        sign.addClassName("i12");
        span.add(sign);
      }
      Span meaning = new Span(" " + found.meaning());
      meaning.addClassName("vh");
      span.add(new Span(Words.count(found.number())), meaning);
      span.setTitle(Words.count(found.number()) + " " + found.meaning());
    });
    return span;
  }

  static String target(MenuEntry entry) {
    return entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
  }
}
