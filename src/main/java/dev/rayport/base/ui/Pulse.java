package dev.rayport.base.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Wakes one page. What is requested while it rests runs together, in one push: soon after a quiet
 * time, else 300 ms after the last beat.
 */
final class Pulse {

  static final Duration REST = Duration.ofMillis(300);
  private static final Duration GATHER = Duration.ofMillis(30);
  private final UI ui;
  private final Timer timer;
  private final Set<Command> requested = new LinkedHashSet<>();
  private boolean planned;
  private Instant lastBeat = Instant.EPOCH;

  /** Runs something later, on another thread. */
  interface Timer {
    void at(Instant time, Runnable task);
  }

  Pulse(UI ui, Timer timer) {
    this.ui = ui;
    this.timer = timer;
  }

  /** Any thread; the same command is run once per beat. */
  synchronized void request(Command command) {
    requested.add(command);
    if (planned) {
      return;
    }
    planned = true;
    Instant soon = Instant.now().plus(GATHER);
    Instant rested = lastBeat.plus(REST);
    timer.at(rested.isAfter(soon) ? rested : soon, this::beat);
  }

  private void beat() {
    List<Command> now = taken();
    try {
      ui.access(() -> now.forEach(Command::execute));
    } catch (UIDetachedException gone) {
      // The page was closed meanwhile: nobody is left to see the news.
    }
  }

  private synchronized List<Command> taken() {
    List<Command> now = List.copyOf(requested);
    requested.clear();
    planned = false;
    lastBeat = Instant.now();
    return now;
  }
}
