package dev.rayport.cluster;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Has a cluster looked at right away, by whichever portal does so. */
@Component
class ClusterNudger {

  static final String TASK = "cluster-reconcile";

  /** From a portal that wants a look at a cluster which another one is looking at. */
  private static final String NEWS = "cluster-look";

  private final ObjectProvider<SchedulerClient> scheduler;
  private final ChangeFeed feed;
  private final Set<String> looking = ConcurrentHashMap.newKeySet();
  private final Set<String> again = ConcurrentHashMap.newKeySet();

  /** The scheduler knows the tasks, and they nudge: hence asked for when it is needed. */
  ClusterNudger(ObjectProvider<SchedulerClient> scheduler, ChangeFeed feed) {
    this.scheduler = scheduler;
    this.feed = feed;
    feed.subscribeToOthers(change -> {
      if (change.kind().equals(NEWS)) {
        scheduleHere(change.id());
      }
    });
  }

  /** Inside a transaction after its commit. */
  void nudge(String id) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      schedule(id);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              schedule(id);
            }
          }
        });
  }

  /** Makes sure that a look is planned, without hurrying one that is. */
  void ensure(String id) {
    scheduler.getObject().scheduleIfNotExists(new TaskInstance<Void>(TASK, id), Instant.now());
  }

  /** Notes that this portal looks at it from now on. */
  void begins(String id) {
    looking.add(id);
  }

  void ends(String id) {
    looking.remove(id);
  }

  /** Whether it was nudged while it was being looked at; forgets it. */
  boolean nudgedMeanwhile(String id) {
    return again.remove(id);
  }

  private void schedule(String id) {
    if (!scheduleHere(id)) {
      feed.tellOthers(new Change("", NEWS, id));
    }
  }

  /**
   * While it is being looked at it cannot be planned: then who looks is told to look again, and
   * once more is tried in case that look had just ended.
   *
   * @return false when another portal looks at it
   */
  boolean scheduleHere(String id) {
    if (planned(id)) {
      return true;
    }
    if (looking.contains(id)) {
      again.add(id);
      planned(id);
      return true;
    }
    return planned(id);
  }

  private boolean planned(String id) {
    SchedulerClient client = scheduler.getObject();
    Instant now = Instant.now();
    try {
      return client.scheduleIfNotExists(new TaskInstance<Void>(TASK, id), now)
          || client.reschedule(TaskInstanceId.of(TASK, id), now);
    } catch (TaskInstanceException e) {
      return false;
    }
  }
}
