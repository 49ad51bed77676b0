package dev.rayport.cluster;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Has a cluster looked at right away. */
@Component
class ClusterNudger {

  static final String TASK = "cluster-reconcile";

  private final ObjectProvider<SchedulerClient> scheduler;
  private final Set<String> again = ConcurrentHashMap.newKeySet();

  /** The scheduler knows the tasks, and they nudge: hence asked for when it is needed. */
  ClusterNudger(ObjectProvider<SchedulerClient> scheduler) {
    this.scheduler = scheduler;
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

  /** Whether it was nudged while it was being looked at; forgets it. */
  boolean nudgedMeanwhile(String id) {
    return again.remove(id);
  }

  /**
   * While it is being looked at it cannot be planned: then who looks is told to look again, and
   * once more is tried in case that look had just ended.
   */
  private void schedule(String id) {
    if (!planned(id)) {
      again.add(id);
      planned(id);
    }
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
