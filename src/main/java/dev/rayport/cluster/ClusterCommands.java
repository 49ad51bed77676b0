package dev.rayport.cluster;

import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterEvent.Severity;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.TenantId;
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
    return stop(own(id), Asker.user());
  }

  ClusterEntity stop(ClusterEntity cluster, Asker asker) {
    if (cluster.state == ClusterState.STOPPED || cluster.desired == Desired.STOPPED) {
      return cluster;
    }
    cluster.wantStopped(asker.did("Stopped") + ".", asker.code("stopped"));
    return changed(cluster, "cluster.stop", "asked to stop it", asker);
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
    return changed(cluster, "cluster.restart", "asked to restart it", Asker.user());
  }

  ClusterEntity suspend(ClusterId id) {
    return suspend(own(id), Asker.user());
  }

  ClusterEntity suspend(ClusterEntity cluster, Asker asker) {
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
    cluster.wantSuspended(
        asker.did("Suspended") + "; resume it to go on.", asker.code("suspended"));
    return changed(cluster, "cluster.suspend", "asked to suspend it", asker);
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
    return extend(own(id), by, Asker.user());
  }

  ClusterEntity extend(ClusterEntity cluster, Duration by, Asker asker) {
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
    String what = "extended it by " + DurationWords.of(by);
    return changed(cluster, "cluster.extend", what, asker);
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
    changed(cluster, "cluster.delete", "deleted it", Asker.user());
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
      creation.refuseTakenObject(cluster);
    }
    cluster.queue(clock.instant());
    try {
      return changed(cluster, action, "asked to %s it".formatted(verb), Asker.user());
    } catch (DataIntegrityViolationException e) {
      throw ClusterCreation.taken(cluster, e);
    }
  }

  ClusterEntity changed(ClusterEntity cluster, String action, String text) {
    ClusterEntity stored = clusters.saveAndFlush(cluster);
    tell(stored, action, text, Asker.user());
    nudger.nudge(stored.id);
    return stored;
  }

  private ClusterEntity changed(ClusterEntity cluster, String action, String what, Asker asker) {
    ClusterEntity stored = clusters.saveAndFlush(cluster);
    tell(stored, action, asker.event(what), asker);
    nudger.nudge(stored.id);
    return stored;
  }

  /** Writes down what was asked, where its people and administrators read it. */
  void tell(ClusterEntity cluster, String action, String text, Asker asker) {
    store.event(cluster, Severity.INFO, asker.name(), text);
    audit.record(new TenantId(cluster.tenantId), action, cluster.id, asker.detail(cluster));
    store.news(cluster);
  }

  /**
   * A cluster of the portal's own that the current user may change.
   *
   * @throws Refusal NOT_FOUND, FORBIDDEN, or CONFLICT for a registered one
   */
  ClusterEntity own(ClusterId id) {
    return own(finder.requireChangeable(id));
  }

  static ClusterEntity own(ClusterEntity cluster) {
    if (cluster.registered) {
      throw Refusal.conflict(
          "registered",
          "“%s” runs outside of Rayport; start and stop it where it lives. Delete only forgets it."
              .formatted(cluster.name));
    }
    return cluster;
  }
}
