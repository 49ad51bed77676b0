package dev.rayport.cluster;

import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterEvent.Severity;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Changes what is wanted of a cluster, in the caller's transaction; the reconciler does it. */
@Component
class ClusterCommands {

  private final ClusterFinder finder;
  private final ClusterRepository clusters;
  private final ClusterCreation creation;
  private final ClusterStore store;
  private final ClusterNudger nudger;
  private final ClusterQuota quota;
  private final DriftWatch drifts;
  private final AuditLog audit;
  private final ClusterProperties properties;
  private final Clock clock = Clock.systemUTC();

  ClusterCommands(
      ClusterFinder finder,
      ClusterRepository clusters,
      ClusterCreation creation,
      ClusterStore store,
      ClusterNudger nudger,
      ClusterQuota quota,
      DriftWatch drifts,
      AuditLog audit,
      ClusterProperties properties) {
    this.finder = finder;
    this.clusters = clusters;
    this.creation = creation;
    this.store = store;
    this.nudger = nudger;
    this.quota = quota;
    this.drifts = drifts;
    this.audit = audit;
    this.properties = properties;
  }

  ClusterEntity stop(ClusterId id) {
    ClusterEntity cluster = own(id);
    if (cluster.state == ClusterState.STOPPED || cluster.desired == Desired.STOPPED) {
      return cluster;
    }
    String user = CurrentUser.require().name();
    cluster.wantStopped("Stopped by %s.".formatted(user), "stopped-by-user");
    return changed(cluster, "cluster.stop", "%s asked to stop it.".formatted(user));
  }

  ClusterEntity start(ClusterId id) {
    ClusterEntity cluster = own(id);
    if (cluster.desired == Desired.SUSPENDED) {
      return resume(id);
    }
    if (cluster.state != ClusterState.STOPPED && cluster.state != ClusterState.FAILED) {
      if (cluster.desired == Desired.STOPPED) {
        throw Refusal.conflict(
            "still-stopping",
            "“%s” is still stopping; start it after that.".formatted(cluster.name));
      }
      return cluster;
    }
    return queue(cluster, "cluster.start", "start");
  }

  ClusterEntity restart(ClusterId id) {
    ClusterEntity cluster = own(id);
    if (cluster.state == ClusterState.STOPPED || cluster.state == ClusterState.FAILED) {
      return queue(cluster, "cluster.restart", "restart");
    }
    if (cluster.desired == Desired.STOPPED) {
      throw Refusal.conflict(
          "still-stopping", "“%s” is still stopping; start it after that.".formatted(cluster.name));
    }
    if (cluster.desired == Desired.SUSPENDED) {
      throw Refusal.conflict(
          "suspended", "“%s” is suspended; resume it instead.".formatted(cluster.name));
    }
    if (cluster.state == ClusterState.REQUESTED || cluster.state == ClusterState.STOPPING) {
      return cluster;
    }
    cluster.move(ClusterState.STOPPING, Optional.empty(), clock.instant());
    cluster.explain("It restarts; its processes are ending.", "restarting");
    return changed(
        cluster,
        "cluster.restart",
        "%s asked to restart it.".formatted(CurrentUser.require().name()));
  }

  ClusterEntity suspend(ClusterId id) {
    ClusterEntity cluster = own(id);
    if (cluster.desired == Desired.SUSPENDED) {
      return cluster;
    }
    if (cluster.desired == Desired.STOPPED
        || cluster.state == ClusterState.STOPPED
        || cluster.state == ClusterState.STOPPING
        || cluster.state == ClusterState.FAILED) {
      throw Refusal.conflict(
          "not-running", "“%s” does not run; there is nothing to suspend.".formatted(cluster.name));
    }
    String user = CurrentUser.require().name();
    cluster.wantSuspended(
        "Suspended by %s; resume it to go on.".formatted(user), "suspended-by-user");
    return changed(cluster, "cluster.suspend", "%s asked to suspend it.".formatted(user));
  }

  ClusterEntity resume(ClusterId id) {
    ClusterEntity cluster = own(id);
    if (cluster.desired == Desired.RUNNING && cluster.state != ClusterState.FAILED) {
      return cluster;
    }
    if (cluster.desired != Desired.SUSPENDED) {
      throw Refusal.conflict(
          "not-suspended", "“%s” is not suspended; start it instead.".formatted(cluster.name));
    }
    if (cluster.state != ClusterState.SUSPENDED) {
      throw Refusal.conflict(
          "still-suspending",
          "“%s” is still being suspended; resume it after that.".formatted(cluster.name));
    }
    String stake = drifts.atStake(cluster);
    if (!stake.isEmpty()) {
      throw Refusal.conflict("drifted", stake);
    }
    return queue(cluster, "cluster.resume", "resume");
  }

  ClusterEntity extend(ClusterId id, Duration by) {
    ClusterEntity cluster = own(id);
    if (by.isNegative() || by.isZero() || by.compareTo(properties.longestExtension()) > 0) {
      throw Refusal.invalid(
          "by",
          "A duration up to %s, such as PT4H."
              .formatted(DurationWords.of(properties.longestExtension())));
    }
    if (cluster.state == ClusterState.STOPPED || cluster.desired != Desired.RUNNING) {
      throw Refusal.conflict(
          "not-running", "“%s” does not run; there is nothing to extend.".formatted(cluster.name));
    }
    if (!cluster.times.stopsByItself()) {
      throw Refusal.conflict(
          "no-stop-time",
          "“%s” does not stop by itself; there is nothing to extend.".formatted(cluster.name));
    }
    Instant now = clock.instant();
    Instant latest = now.plus(properties.longestExtension());
    if (cluster.times.stopsAt != null && cluster.times.stopsAt.plus(by).isAfter(latest)) {
      throw Refusal.invalid(
          "by",
          "It would then run for more than %s from now; extend it later."
              .formatted(DurationWords.of(properties.longestExtension())));
    }
    cluster.times.extend(by, now);
    String text =
        "%s extended it by %s.".formatted(CurrentUser.require().name(), DurationWords.of(by));
    return changed(cluster, "cluster.extend", text);
  }

  void delete(ClusterId id) {
    ClusterEntity cluster = finder.requireChangeable(id);
    String user = CurrentUser.require().name();
    cluster.deleteWanted = true;
    if (cluster.registered) {
      cluster.wantStopped("Forgotten by %s.".formatted(user), "stopped-by-user");
      cluster.move(ClusterState.STOPPED, Optional.empty(), clock.instant());
      cluster.sealedToken = null;
    } else if (cluster.state == ClusterState.STOPPED) {
      cluster.deleted = true;
    } else {
      cluster.wantStopped("Deleted by %s.".formatted(user), "stopped-by-user");
    }
    changed(cluster, "cluster.delete", "%s deleted it.".formatted(user));
  }

  private ClusterEntity queue(ClusterEntity cluster, String action, String verb) {
    if (cluster.deleteWanted) {
      throw Refusal.conflict(
          "deleted",
          "“%s” was deleted; make a new one from %s.".formatted(cluster.name, cluster.template()));
    }
    quota.refuseNever(cluster.tenantId, ClusterMeter.demand(cluster), kind -> "quota");
    if (cluster.state == ClusterState.STOPPED) {
      creation.refuseTakenName(cluster.tenantId, cluster.name);
    }
    cluster.queue(clock.instant());
    String text = "%s asked to %s it.".formatted(CurrentUser.require().name(), verb);
    try {
      return changed(cluster, action, text);
    } catch (DataIntegrityViolationException e) {
      throw ClusterCreation.nameTaken(cluster.name);
    }
  }

  ClusterEntity changed(ClusterEntity cluster, String action, String text) {
    ClusterEntity stored = clusters.saveAndFlush(cluster);
    store.event(stored, Severity.INFO, CurrentUser.require().name(), text);
    audit.record(action, stored.id, stored.name);
    store.news(stored);
    nudger.nudge(stored.id);
    return stored;
  }

  /**
   * A cluster of the portal's own that the current user may change.
   *
   * @throws Refusal NOT_FOUND, FORBIDDEN, or CONFLICT for a registered one
   */
  ClusterEntity own(ClusterId id) {
    ClusterEntity cluster = finder.requireChangeable(id);
    if (cluster.registered) {
      throw Refusal.conflict(
          "registered",
          "“%s” runs outside of Rayport; start and stop it where it lives. Delete only forgets it."
              .formatted(cluster.name));
    }
    return cluster;
  }
}
