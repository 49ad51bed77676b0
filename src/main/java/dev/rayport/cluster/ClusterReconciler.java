package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterRefused;
import dev.rayport.backend.Drift;
import dev.rayport.base.Replica;
import dev.rayport.cluster.ClusterLifecycle.Act;
import dev.rayport.cluster.ClusterLifecycle.Situation;
import dev.rayport.cluster.ClusterLifecycle.Verdict;
import dev.rayport.cluster.ClusterLifecycle.Why;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Moves one cluster one step: reads its row, observes it, lets {@link ClusterLifecycle} decide,
 * stores the verdict and only then acts, so that whoever looks next can finish what a crash
 * interrupted.
 */
@Component
class ClusterReconciler {

  private static final Logger log = LoggerFactory.getLogger(ClusterReconciler.class);
  private static final int MOST_DOUBLINGS = 5;
  private static final int ROWS_AT_A_TIME = 5;

  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterTroubles troubles;
  private final ClusterBackend backend;
  private final ClusterSightings sightings;
  private final AdmissionQueue queue;
  private final StopGuard guard;
  private final OwnEnd ownEnd;
  private final RegisteredClusters registered;
  private final ClusterUpdates updates;
  private final DriftWatch drifts;
  private final NextLook nextLook;
  private final ClusterProperties properties;
  private final TenantTurns turns;
  private final Replica replica;
  private final Clock clock = Clock.systemUTC();

  /** What was seen of these is not in their rows yet. */
  private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

  /** People need connections of the database too. */
  private final Semaphore rows = new Semaphore(ROWS_AT_A_TIME, true);

  ClusterReconciler(
      ClusterRepository clusters,
      ClusterStore store,
      ClusterTroubles troubles,
      ClusterBackend backend,
      ClusterSightings sightings,
      AdmissionQueue queue,
      StopGuard guard,
      OwnEnd ownEnd,
      RegisteredClusters registered,
      ClusterUpdates updates,
      DriftWatch drifts,
      NextLook nextLook,
      ClusterProperties properties,
      TenantTurns turns,
      Replica replica) {
    this.clusters = clusters;
    this.store = store;
    this.troubles = troubles;
    this.backend = backend;
    this.sightings = sightings;
    this.queue = queue;
    this.guard = guard;
    this.ownEnd = ownEnd;
    this.registered = registered;
    this.updates = updates;
    this.drifts = drifts;
    this.nextLook = nextLook;
    this.properties = properties;
    this.turns = turns;
    this.replica = replica;
  }

  /**
   * @return when to look again; empty when there is nothing left to do
   */
  Optional<Duration> reconcile(String id) {
    if (store.portalEnded()) {
      return Optional.of(NextLook.WAITING);
    }
    Optional<String> tenant = turns.tenant(id, () -> inTurn(() -> clusters.tenantOf(id)));
    return tenant.flatMap(name -> turns.take(name, id, () -> look(id)));
  }

  private Optional<Duration> look(String id) {
    long term = replica.term();
    Optional<ClusterEntity> cluster = inTurn(() -> clusters.findById(id));
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    if (cluster.get().registered) {
      return registered.look(cluster.get()).map(again -> properties.look());
    }
    try {
      return queue.inTurn(cluster.get(), () -> step(cluster.get(), term));
    } catch (ClusterRefused e) {
      return refused(cluster.get(), e);
    } catch (BackendException e) {
      int failures = troubles.trouble(id, e);
      log.info("Cluster {}: {}", id, e.getMessage());
      return Optional.of(NextLook.SOON.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
    } catch (ObjectOptimisticLockingFailureException e) {
      return Optional.of(NextLook.AT_ONCE);
    }
  }

  private <T> T inTurn(Supplier<T> statements) {
    rows.acquireUninterruptibly();
    try {
      return statements.get();
    } finally {
      rows.release();
    }
  }

  /** Trying again does not help; what was made of it already goes. */
  private Optional<Duration> refused(ClusterEntity cluster, ClusterRefused refusal) {
    log.info("Cluster {} is refused: {}", cluster.id, refusal.getMessage());
    troubles.refused(cluster.id, refusal);
    if (cluster.state == ClusterState.UPDATING) {
      return Optional.of(properties.look());
    }
    try {
      backend.stop(cluster.key());
    } catch (BackendException e) {
      log.warn("What is left of cluster {} could not be removed: {}", cluster.id, e.getMessage());
    }
    queue.nudgeOthers(cluster.id);
    return Optional.of(NextLook.SOON);
  }

  /**
   * @param term in which the row was read: whoever was frozen since then leaves the rest to others
   */
  private Optional<Duration> step(ClusterEntity cluster, long term) {
    if (ownEnd.inTime(cluster)) {
      return Optional.of(NextLook.AT_ONCE);
    }
    if (cluster.state == ClusterState.UPDATING
        && cluster.desired == Desired.RUNNING
        && replica.holds(term)) {
      updates.carryOut(cluster);
    }
    Optional<ClusterObservation> seen = backend.observe(cluster.key());
    boolean idle = ownEnd.idle(cluster, seen);
    if (ownEnd.unused(cluster, idle)) {
      return Optional.of(NextLook.AT_ONCE);
    }
    List<Drift.Change> drift = drifts.look(cluster);
    Verdict verdict = ClusterLifecycle.next(situation(cluster, seen, idle, drift));
    boolean looksNew = sightings.put(cluster.id, seen);
    if (looksNew || verdict.changes(cluster) || unsaved.contains(cluster.id)) {
      unsaved.add(cluster.id);
      if (!inTurn(() -> store.save(cluster, verdict, seen, looksNew))) {
        return Optional.of(NextLook.AT_ONCE);
      }
      unsaved.remove(cluster.id);
    }
    askBefore(cluster, verdict.act(), seen);
    if (!replica.holds(term)) {
      return Optional.of(NextLook.AT_ONCE);
    }
    return carryOut(cluster, verdict, seen);
  }

  private Optional<Duration> carryOut(
      ClusterEntity cluster, Verdict verdict, Optional<ClusterObservation> seen) {
    try {
      act(cluster, verdict.act());
    } catch (ClusterRefused e) {
      if (rests(seen)) {
        return staysSuspended(cluster, e);
      }
      throw e;
    }
    return after(cluster, verdict, seen);
  }

  private static boolean rests(Optional<ClusterObservation> seen) {
    return seen.filter(known -> known.phase() == ClusterObservation.Phase.SUSPENDED).isPresent();
  }

  /** Part of the resumption may have been done. */
  private Optional<Duration> staysSuspended(ClusterEntity cluster, ClusterRefused refusal) {
    log.info("Cluster {} stays suspended: {}", cluster.id, refusal.getMessage());
    troubles.staysSuspended(cluster.id, refusal);
    backend.suspend(cluster.key());
    queue.nudgeOthers(cluster.id);
    return Optional.of(NextLook.AT_ONCE);
  }

  private Situation situation(
      ClusterEntity cluster,
      Optional<ClusterObservation> seen,
      boolean idle,
      List<Drift.Change> drift) {
    Optional<Instant> attended = cluster.times.attendedSince();
    return new Situation(
        cluster.desired,
        cluster.state,
        seen,
        queue.admission(cluster),
        new Why(cluster.stopReason, cluster.stopCode),
        cluster.portalEnded,
        cluster.state == ClusterState.STARTING
            && attended
                .filter(since -> since.plus(properties.startTimeout()).isBefore(clock.instant()))
                .isPresent(),
        idle,
        cluster.state != ClusterState.UPDATING || !drift.isEmpty() || updates.done(cluster, seen),
        DriftWatch.holder(drift));
  }

  private void askBefore(ClusterEntity cluster, Act act, Optional<ClusterObservation> seen) {
    // What is left before a start has nothing more to save, and others wait for their admission.
    boolean stops = act == Act.STOP && seen.isPresent();
    if (act == Act.SUSPEND || stops && cluster.state != ClusterState.REQUESTED) {
      guard.ask(cluster, seen);
    }
  }

  private void act(ClusterEntity cluster, Act act) {
    switch (act) {
      case APPLY -> updates.apply(cluster);
      case SUSPEND -> backend.suspend(cluster.key());
      case STOP -> backend.stop(cluster.key());
      case NONE -> {}
    }
  }

  private Optional<Duration> after(
      ClusterEntity cluster, Verdict verdict, Optional<ClusterObservation> seen) {
    boolean freed = seen.isEmpty() && cluster.state != verdict.state();
    if (freed && cluster.state != ClusterState.REQUESTED
        || verdict.state() == ClusterState.STARTING) {
      queue.nudgeOthers(cluster.id);
    }
    queue.moved(cluster, verdict.state());
    if (verdict.state() == ClusterState.STOPPED || verdict.state() == ClusterState.SUSPENDED) {
      forget(cluster);
    }
    return nextLook.after(cluster, verdict, seen.isPresent());
  }

  private void forget(ClusterEntity cluster) {
    sightings.put(cluster.id, Optional.empty());
    unsaved.remove(cluster.id);
    guard.forget(cluster);
    ownEnd.forget(cluster);
    updates.forget(cluster);
  }
}
