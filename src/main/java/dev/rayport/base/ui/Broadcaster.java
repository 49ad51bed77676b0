package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.ChangeFeed.Subscription;
import java.util.function.Predicate;

/** Brings news to open pages: only of their tenant, and collected so that a page is woken once. */
@org.springframework.stereotype.Component
public class Broadcaster {

  private final ChangeFeed feed;
  private final Visitor.Source visitors;
  private final Pulses pulses;

  Broadcaster(ChangeFeed feed, Visitor.Source visitors, Pulses pulses) {
    this.feed = feed;
    this.visitors = visitors;
    this.pulses = pulses;
  }

  /**
   * Refreshes while {@code owner} is attached.
   *
   * @param interesting must be quick; called on the thread that made the change
   * @param refresh called on the UI's thread, at most about three times a second
   */
  public Registration onChange(Component owner, Predicate<Change> interesting, Command refresh) {
    return listen(owner, new Listening(interesting, refresh, false));
  }

  /**
   * As {@link #onChange}, to news of all tenants: only for pages of administrators. News tell what
   * to read again and nothing of what is there.
   */
  public Registration onChangeAnywhere(
      Component owner, Predicate<Change> interesting, Command refresh) {
    return listen(owner, new Listening(interesting, refresh, true));
  }

  private static Registration listen(Component owner, Listening listening) {
    if (owner.isAttached()) {
      listening.start(owner.getUI().orElseThrow());
    }
    Registration attach = owner.addAttachListener(event -> listening.start(event.getUI()));
    Registration detach = owner.addDetachListener(event -> listening.stop());
    return Registration.combine(attach, detach, listening::stop);
  }

  /** One subscription, alive between attach and detach. */
  private final class Listening {
    private final Predicate<Change> interesting;
    private final Command refresh;
    private final boolean anywhere;
    private Subscription subscription = () -> {};

    Listening(Predicate<Change> interesting, Command refresh, boolean anywhere) {
      this.interesting = interesting;
      this.refresh = refresh;
      this.anywhere = anywhere;
    }

    void start(UI ui) {
      stop();
      String tenant = visitors.visitor().tenant();
      Pulse pulse = pulses.of(ui);
      subscription =
          feed.subscribe(change -> {
            boolean concerns =
                anywhere
                    || change.tenant().equals(tenant)
                    || change.tenant().equals(Change.EVERYWHERE);
            if (concerns && interesting.test(change)) {
              pulse.request(refresh);
            }
          });
    }

    void stop() {
      subscription.close();
      subscription = () -> {};
    }
  }
}
