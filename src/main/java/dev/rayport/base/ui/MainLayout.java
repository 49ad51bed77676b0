package dev.rayport.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import jakarta.annotation.security.PermitAll;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The frame of every page: navigation, top bar, content, status bar, palette and keys. */
@Layout
@PermitAll
public class MainLayout extends AppLayout implements AfterNavigationObserver {

  private final Main content = new Main();
  private final transient Crumbs crumbs;
  private final PageNotices notices;

  MainLayout(Visitor.Source visitors, Broadcaster broadcaster, ShellDoors doors) {
    Visitor visitor = visitors.visitor();
    crumbs = new Crumbs(visitor.tenant());
    content.addClassName("content");
    content.setId("main");
    content.getElement().setAttribute("tabindex", "-1");
    setPrimarySection(Section.DRAWER);
    HelpSheet help = new HelpSheet();
    addToNavbar(skipLink(), new TopBar(crumbs, help, new AccountMenu(visitor, doors.account())));
    addToDrawer(new SideMenu(visitor, doors, broadcaster).components());
    notices = new PageNotices(doors.notices(), broadcaster);
    Div frame = new Div(notices, content, new StatusBar(doors.status(), broadcaster, help));
    frame.addClassName("frame");
    frame.add(new CommandPalette(doors.palette()));
    setContent(frame);
    ShellKeys.tell(frame.getElement(), visitor);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    UI ui = event.getUI();
    try {
      Words.rememberZone(ui, ZoneId.of(ui.getPage().getExtendedClientDetails().getTimeZoneId()));
    } catch (DateTimeException | NullPointerException unknown) {
      // The browser names no zone that Java knows: times stay in the server's.
    }
  }

  @Override
  public void showRouterLayoutContent(HasElement view) {
    content.removeAll();
    content.add((Component) view);
  }

  @Override
  public void removeRouterLayoutContent(HasElement view) {
    content.removeAll();
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    String title = Crumbs.title(event.getActiveChain());
    crumbs.show(event.getLocation().getPath(), title);
    notices.show();
  }

  private NativeButton skipLink() {
    NativeButton skip =
        new NativeButton("Skip to content", click -> content.getElement().callJsFunction("focus"));
    skip.addClassName("skip");
    return skip;
  }
}
