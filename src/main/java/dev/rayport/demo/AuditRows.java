package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import java.time.Instant;
import java.util.Map;

/** What people of a past tenant did, as the audit log keeps it until it is sealed. */
final class AuditRows {

  private static final double DENIED = 0.01;
  private final DemoTenant tenant;
  private final Map<String, String> accounts;
  private final Dice dice;
  private final Rows rows;

  AuditRows(DemoTenant tenant, Map<String, String> accounts, Dice dice, Rows rows) {
    this.tenant = tenant;
    this.accounts = accounts;
    this.dice = dice;
    this.rows = rows;
  }

  void add(PastCluster cluster) {
    String made = "%s from %s@1".formatted(cluster.name(), cluster.work().template());
    add(cluster.created(), cluster.owner(), "cluster.create", cluster.id(), made);
    if (cluster.stopReason().contains(cluster.owner())) {
      add(cluster.ended(), cluster.owner(), "cluster.stop", cluster.id(), cluster.name());
    }
  }

  void add(PastJob job) {
    String where = "%s on %s".formatted(job.name(), job.cluster().name());
    add(job.created(), job.owner(), "job.submit", job.id(), where);
    if (job.outcome() == PastJob.Outcome.STOPPED) {
      add(job.ended(), job.owner(), "job.stop", job.id(), job.name());
    }
  }

  private void add(Instant at, String actor, String action, String object, String detail) {
    boolean denied = dice.chance(DENIED);
    rows.add(
        "audit_entry",
        "id occurred_at tenant_id account_id actor address action object outcome detail",
        dice.id("au"),
        time(at),
        tenant.name(),
        accounts.get(actor),
        actor,
        "127.0.0.1",
        action,
        object,
        denied ? "DENIED" : "DONE",
        denied ? "" : detail);
  }
}
