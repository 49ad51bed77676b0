package dev.rayport.base.ui;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.List;

/** Who is signed in, and what they can do about it. */
final class AccountMenu extends MenuBar {

  AccountMenu(Visitor visitor, List<AccountAction> actions) {
    Span avatar = new Span(Visitor.initials(visitor.name()));
    avatar.addClassName("ava");
    MenuItem root = addItem(avatar);
    root.getElement().setAttribute("aria-label", "Account " + visitor.name());
    root.getSubMenu().addComponent(who(visitor));
    root.getSubMenu().addSeparator();
    for (AccountAction action : actions) {
      Span line = new Span(Icon.of(action.icon()), new Span(action.label()));
      line.addClassName("mi");
      root.getSubMenu().addItem(line, click -> action.run());
    }
    addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
  }

  private static Div who(Visitor visitor) {
    Span name = new Span(visitor.name());
    name.addClassName("b");
    Span role = new Span("%s in %s".formatted(visitor.role(), visitor.tenant()));
    role.addClassNames("mut", "s");
    Div who = new Div(name, role);
    who.addClassName("account");
    return who;
  }
}
