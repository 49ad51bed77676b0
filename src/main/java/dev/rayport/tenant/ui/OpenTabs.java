package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.UIInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.tenant.ActiveSessions;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Leads open tabs to the sign-in page as soon as their session has ended, wherever that was. */
@Component
class OpenTabs implements VaadinServiceInitListener {

  private static final long serialVersionUID = 1L;
  private final transient Map<UI, Authentication> tabs = new ConcurrentHashMap<>();
  private final transient ActiveSessions sessions;

  OpenTabs(ActiveSessions sessions, ChangeFeed feed) {
    this.sessions = sessions;
    feed.subscribe(this::heard);
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addUIInitListener(this::opened);
  }

  private void opened(UIInitEvent event) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who != null) {
      tabs.put(event.getUI(), who);
      event.getUI().addDetachListener(gone -> tabs.remove(event.getUI()));
    }
  }

  private void heard(Change change) {
    tabs.forEach((ui, who) -> {
      if (sessions.concerns(change, who)) {
        Thread.ofVirtual().name("tab").start(() -> look(ui, who));
      }
    });
  }

  private void look(UI ui, Authentication who) {
    if (!sessions.isOpen(who)) {
      leadAway(ui);
    }
  }

  /** Before a session is thrown away: afterwards nothing reaches its tabs any more. */
  void leadAway(HttpSession ending) {
    tabs.keySet().stream()
        .filter(ui -> {
          VaadinSession session = ui.getSession();
          return session != null && session.getSession().getId().equals(ending.getId());
        })
        .forEach(OpenTabs::leadAway);
  }

  private static void leadAway(UI ui) {
    try {
      ui.access(() -> ui.getPage().setLocation("login?ended"));
    } catch (UIDetachedException closed) {
      // It was closed meanwhile.
    }
  }
}
