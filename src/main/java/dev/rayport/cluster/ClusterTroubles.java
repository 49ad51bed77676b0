package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterRefused;
import dev.rayport.cluster.ClusterEvent.Severity;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what a backend does not do, or will not do, with events and news. */
@Component
class ClusterTroubles {

  /** Codes of reasons that say less than that the platform is silent. */
  private static final Set<String> UNTOLD = Set.of("queued", "starting", "backend-unwell");

  private final ClusterRepository clusters;
  private final ClusterStore store;
  private final ClusterAnnouncer announcer;
  private final GpuLedger gpus;
  private final Clock clock = Clock.systemUTC();

  ClusterTroubles(
      ClusterRepository clusters, ClusterStore store, ClusterAnnouncer announcer, GpuLedger gpus) {
    this.clusters = clusters;
    this.store = store;
    this.announcer = announcer;
    this.gpus = gpus;
  }

  /** Stores that the backend does not do as it should; the state stays. */
  @Transactional
  int trouble(String id, BackendException trouble) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    ClusterSummary before = cluster.summary();
    cluster.failures++;
    cluster.times.unattended(clock.instant());
    if (trouble instanceof BackendSilent silent && cluster.times.asOf == null) {
      cluster.times.asOf = silent.heard().orElse(cluster.times.stateSince);
    }
    String reason = trouble.getMessage() + " Rayport tries again.";
    if (!(trouble instanceof BackendSilent) || UNTOLD.contains(cluster.reasonCode)) {
      explain(cluster, reason);
    }
    if (cluster.failures == 1 && cluster.state != ClusterState.FAILED) {
      store.event(cluster, Severity.WARNING, ClusterStore.SYSTEM, reason);
    }
    if (!cluster.summary().equals(before)) {
      store.news(cluster);
    }
    return cluster.failures;
  }

  private static void explain(ClusterEntity cluster, String trouble) {
    if (cluster.state != ClusterState.FAILED) {
      cluster.explain(trouble, "backend-unwell");
    }
  }

  /** Stores that the backend will never take it as it is; one that lives goes on as before. */
  @Transactional
  void refused(String id, ClusterRefused refusal) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    String reason = String.valueOf(refusal.getMessage());
    if (cluster.state == ClusterState.UPDATING) {
      reason = "It runs as before. %s Change it again.".formatted(reason);
      boolean said = cluster.reasonCode.equals(refusal.reasonCode());
      cluster.explain(reason, refusal.reasonCode());
      if (!said) {
        store.event(cluster, Severity.WARNING, ClusterStore.SYSTEM, cluster.reason);
      }
    } else if (cluster.desired == Desired.RUNNING && cluster.state != ClusterState.FAILED) {
      cluster.move(ClusterState.FAILED, Optional.empty(), clock.instant());
      gpus.close(cluster);
      cluster.explain(reason, refusal.reasonCode());
      store.event(cluster, Severity.ERROR, ClusterStore.SYSTEM, cluster.reason);
      announcer.failed(cluster);
    }
    store.news(cluster);
  }

  /** Stores that a cluster at rest may not run as it is; it goes on resting. */
  @Transactional
  void staysSuspended(String id, ClusterRefused refusal) {
    ClusterEntity cluster = clusters.lock(id).orElseThrow();
    if (cluster.desired == Desired.RUNNING) {
      String reason =
          "It stays suspended. %s Change it, then resume it.".formatted(refusal.getMessage());
      cluster.wantSuspended(reason, refusal.reasonCode());
      cluster.move(ClusterState.SUSPENDED, Optional.empty(), clock.instant());
      gpus.close(cluster);
      cluster.explain(cluster.stopReason, refusal.reasonCode());
      store.event(cluster, Severity.WARNING, ClusterStore.SYSTEM, reason);
    }
    store.news(cluster);
  }
}
