package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import blank.BlankView;
import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.VaadinSession;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = BlankView.class)
class PulseTests extends BrowserlessTest {

  private final Plan plan = new Plan();
  private final Pulses pulses = new Pulses();

  @AfterEach
  void close() {
    pulses.close();
  }

  @Test
  void newsThatComesTogetherWakesThePageOnce() {
    Pulse pulse = new Pulse(UI.getCurrent(), plan);
    AtomicInteger refreshed = new AtomicInteger();
    Command refresh = refreshed::incrementAndGet;
    pulse.request(refresh);
    pulse.request(refresh);
    assertThat(plan.tasks).hasSize(1);
    plan.run();
    VaadinSession session = UI.getCurrent().getSession();
    session.getService().runPendingAccessTasks(session);
    assertThat(refreshed).hasValue(1);
  }

  @Test
  void afterABeatThePageRests() {
    Pulse pulse = new Pulse(UI.getCurrent(), plan);
    Command refresh = () -> {};
    pulse.request(refresh);
    plan.run();
    Instant before = Instant.now();
    pulse.request(refresh);
    assertThat(plan.times.getLast()).isAfter(before.plus(Pulse.REST).minusMillis(100));
  }

  @Test
  void aPageHearsOnlyOfItsTenantAndOnlyWhileItIsOpen() {
    ChangeFeed feed = new ChangeFeed();
    Pulse pulse = new Pulse(UI.getCurrent(), plan);
    ComponentUtil.setData(UI.getCurrent(), Pulse.class, pulse);
    Broadcaster broadcaster =
        new Broadcaster(feed, () -> new Visitor("mira", "viewer", "ours", false), pulses);
    Div page = new Div();
    broadcaster.onChange(page, change -> change.kind().equals("job"), () -> {});
    feed.publish(new Change("ours", "job", "a"));
    assertThat(plan.tasks).isEmpty();
    UI.getCurrent().add(page);
    feed.publish(new Change("theirs", "job", "b"));
    feed.publish(new Change("ours", "cluster", "c"));
    assertThat(plan.tasks).isEmpty();
    feed.publish(new Change("ours", "job", "d"));
    assertThat(plan.tasks).hasSize(1);
    plan.run();
    UI.getCurrent().remove(page);
    feed.publish(new Change("ours", "job", "e"));
    assertThat(plan.tasks).isEmpty();
  }

  /** Runs tasks when told, not when it is time. */
  private static final class Plan implements Pulse.Timer {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    @Override
    public void at(Instant time, Runnable task) {
      tasks.add(task);
      times.add(time);
    }

    void run() {
      List<Runnable> now = List.copyOf(tasks);
      tasks.clear();
      now.forEach(Runnable::run);
    }
  }
}
