package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;

/** Above the content: where one is, the palette, theme, help, account. */
final class TopBar extends Header {

  TopBar(Crumbs crumbs, HelpSheet help, Component account) {
    addClassName("topbar");
    DrawerToggle toggle = new DrawerToggle();
    toggle.setIcon(Icon.of("menu"));
    toggle.setAriaLabel("Navigation");
    toggle.setTooltipText("Navigation  [");
    Span gap = new Span();
    gap.addClassName("sp");
    add(toggle, crumbs, gap, paletteButton());
    getElement().appendChild(new Element("rp-theme"));
    add(helpButton(help), account);
  }

  private static NativeButton paletteButton() {
    NativeButton button = new NativeButton();
    button.addClassName("cmdk");
    button.add(Icon.of("search"), new Span("Search or run a command"));
    button.add(Actions.keyCap("Ctrl K"));
    button.getElement().setAttribute("data-palette", true);
    return button;
  }

  private static NativeButton helpButton(HelpSheet help) {
    NativeButton button = new NativeButton("", click -> help.open());
    button.addClassName("ib");
    button.add(Icon.of("circle-help"));
    button.setTitle("Keyboard shortcuts  ?");
    button.setAriaLabel("Keyboard shortcuts");
    Actions.bind(button.getElement(), "?");
    return button;
  }
}
