package dev.rayport.base.ui;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import java.util.List;
import java.util.Optional;

/** Tenant › section › object; the last is where one is, and no link. */
final class Crumbs extends Nav {

  private final String tenant;

  Crumbs(String tenant) {
    this.tenant = tenant;
    addClassName("crumbs");
    setAriaLabel("Breadcrumb");
  }

  /**
   * @param title of the page, which for an object's page is the object's name
   */
  void show(String path, String title) {
    removeAll();
    Optional<MenuEntry> section = section(path);
    if (path.isEmpty() || section.isEmpty()) {
      here(title);
      return;
    }
    Span place = new Span(SideMenu.administers(section.get()) ? "Administration" : tenant);
    place.addClassName("hide-m");
    Icon arrow = arrow();
    arrow.addClassName("hide-m");
    add(place, arrow);
    String target = SideMenu.target(section.get());
    if (target.equals(path)) {
      here(section.get().title());
      return;
    }
    Anchor link = new Anchor(target, section.get().title());
    link.getElement().setAttribute("router-link", true);
    add(link, arrow());
    here(title);
  }

  /** Of the innermost view or layout that has one. */
  static String title(List<HasElement> chain) {
    for (HasElement each : chain) {
      if (each instanceof HasDynamicTitle dynamic) {
        return dynamic.getPageTitle();
      }
      PageTitle fixed = each.getClass().getAnnotation(PageTitle.class);
      if (fixed != null) {
        return fixed.value();
      }
    }
    return "";
  }

  private void here(String title) {
    getElement().appendChild(new Element("b").setText(title).setAttribute("aria-current", "page"));
  }

  private static Icon arrow() {
    return Icon.small("chevron-right");
  }

  private static Optional<MenuEntry> section(String path) {
    return MenuConfiguration.getMenuEntries().stream()
        .filter(entry -> !SideMenu.target(entry).isEmpty())
        .filter(entry -> (path + "/").startsWith(SideMenu.target(entry) + "/"))
        .findFirst();
  }
}
