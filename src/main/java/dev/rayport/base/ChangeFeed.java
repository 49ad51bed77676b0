package dev.rayport.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells open pages and long polls of this process that something changed, after its commit. */
@Component
public class ChangeFeed {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /** Inside a transaction the news goes out after the commit, else at once. */
  public void publish(Change change) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      deliver(change);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            deliver(change);
          }
        });
  }

  /**
   * @param listener must be quick; called on the thread that made the change
   * @return ends the subscription
   */
  public Subscription subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void deliver(Change change) {
    for (Consumer<Change> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        log.warn("A listener failed on {}", change, e);
      }
    }
  }

  /** Ends by {@link #close()}. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
