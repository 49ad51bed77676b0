package dev.rayport.base;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells open pages and long polls that something changed, after its commit: those of this process
 * at once, those of others that serve the same database within a second.
 */
@Component
public class ChangeFeed {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  /** News whose commit took longer may have been given up as a gap, and are told once more. */
  private static final Duration PROMPT = NewsOrder.GAPS_LAST.dividedBy(2);

  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Change>> ofOthers = new CopyOnWriteArrayList<>();
  private final Consumer<Change> others;
  private final boolean hasOthers;

  @Autowired
  ChangeFeed(NewsTable table) {
    this.others = table::tell;
    this.hasOthers = table.isRead();
  }

  /** For a process that shares its database with nobody. */
  public ChangeFeed() {
    this.others = change -> {};
    this.hasOthers = false;
  }

  /** Inside a transaction the news goes out with its commit, else at once. */
  public void publish(Change change) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      deliver(change);
      tellOthers(change);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(new AtCommit(change));
  }

  /** For other processes only, soon, and whatever becomes of the caller's transaction. */
  public void tellOthers(Change change) {
    if (hasOthers) {
      Thread.ofVirtual().name("news").start(() -> tell(change));
    }
  }

  private void tell(Change change) {
    try {
      others.accept(change);
    } catch (DataAccessException e) {
      log.warn("Other portals do not hear of {}: {}", change, e.toString());
    }
  }

  /**
   * @param listener must be quick; called on the thread that made the change
   * @return ends the subscription
   */
  public Subscription subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * As {@link #subscribe}, but only to what other processes tell; called on a thread of its own.
   */
  public Subscription subscribeToOthers(Consumer<Change> listener) {
    ofOthers.add(listener);
    return () -> ofOthers.remove(listener);
  }

  /** Told by another process. */
  void hear(Change change) {
    deliver(change, ofOthers);
    deliver(change, listeners);
  }

  private void deliver(Change change) {
    deliver(change, listeners);
  }

  private static void deliver(Change change, List<Consumer<Change>> to) {
    for (Consumer<Change> listener : to) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        log.warn("A listener failed on {}", change, e);
      }
    }
  }

  /** Written at the last moment of the transaction, told after it. */
  private final class AtCommit implements TransactionSynchronization {
    private final Change change;
    private boolean written;
    private long since;

    AtCommit(Change change) {
      this.change = change;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      since = System.nanoTime();
      if (!readOnly) {
        others.accept(change);
        written = true;
      }
    }

    @Override
    public void afterCommit() {
      if (!written || System.nanoTime() - since > PROMPT.toNanos()) {
        tellOthers(change);
      }
      deliver(change);
    }
  }

  /** Ends by {@link #close()}. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
