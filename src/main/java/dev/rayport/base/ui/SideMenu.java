package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import dev.rayport.base.ui.NavCounter.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The drawer: brand, tenant, and the views that carry {@code @Menu}, with their counters. */
final class SideMenu {

  private static final double FIRST_OF_ADMINISTRATION = 100;

  private final Visitor visitor;
  private final List<NavCounter> counters;
  private final Optional<TenantChoice> tenants;
  private final Broadcaster broadcaster;

  SideMenu(Visitor visitor, ShellDoors doors, Broadcaster broadcaster) {
    this.visitor = visitor;
    this.counters = doors.counters();
    this.tenants = doors.tenants();
    this.broadcaster = broadcaster;
  }

  Component[] components() {
    Nav portal = new Nav(Logo.link(), tenant());
    portal.setAriaLabel("Portal");
    List<MenuEntry> entries = MenuConfiguration.getMenuEntries();
    List<Component> all = new ArrayList<>(List.of(portal));
    all.add(navigation("Main", entries.stream().filter(entry -> !administers(entry)).toList()));
    List<MenuEntry> administration = entries.stream().filter(SideMenu::administers).toList();
    if (!administration.isEmpty()) {
      Div head = new Div("Administration");
      head.addClassName("navhead");
      all.add(head);
      all.add(navigation("Administration", administration));
    }
    return all.toArray(Component[]::new);
  }

  /** Whether a view is for those who look after a tenant or the portal. */
  static boolean administers(MenuEntry entry) {
    return entry.order() >= FIRST_OF_ADMINISTRATION;
  }

  private Component tenant() {
    List<String> others =
        tenants.map(TenantChoice::names).orElse(List.of()).stream()
            .filter(name -> !name.equals(visitor.tenant()))
            .toList();
    Div block = block(visitor.tenant());
    block.addClassName("tenant");
    if (others.isEmpty()) {
      block.setTitle("Tenant " + visitor.tenant());
      return block;
    }
    Span gap = new Span();
    gap.addClassName("sp");
    block.add(gap, Icon.small("chevrons-up-down"));
    MenuBar menu = new MenuBar();
    menu.addClassName("tenants");
    menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
    MenuItem root = menu.addItem(block);
    root.getElement().setAttribute("aria-label", "Tenant %s, switch".formatted(visitor.tenant()));
    others.forEach(
        name -> root.getSubMenu().addItem(block(name), click -> tenants.orElseThrow().take(name)));
    return menu;
  }

  private static Div block(String name) {
    Span tile = new Span(Visitor.initials(name));
    tile.addClassName("tile");
    tile.getElement().setAttribute("aria-hidden", "true");
    Span text = new Span(name);
    text.addClassName("el");
    Div block = new Div(tile, text);
    block.addClassName("tenantname");
    return block;
  }

  private SideNav navigation(String label, List<MenuEntry> entries) {
    SideNav navigation = new SideNav();
    navigation.getElement().setAttribute("aria-label", label);
    for (MenuEntry entry : entries) {
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
      span.add(new Span(Words.upTo(found.number())), meaning);
      span.setTitle(Words.upTo(found.number()) + " " + found.meaning());
    });
    return span;
  }

  static String target(MenuEntry entry) {
    return entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
  }
}
