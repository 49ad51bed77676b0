package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Past clusters as the cluster room stores them. */
final class ClusterRows {

  private final DemoTenant tenant;
  private final Map<String, String> accounts;
  private final Dice dice;
  private final Rows rows;
  private final JsonMapper mapper = JsonMapper.builder().build();

  ClusterRows(DemoTenant tenant, Map<String, String> accounts, Dice dice, Rows rows) {
    this.tenant = tenant;
    this.accounts = accounts;
    this.dice = dice;
    this.rows = rows;
  }

  void add(PastCluster cluster) {
    addRow(cluster);
    addStart(cluster);
    addEvents(cluster);
  }

  private void addRow(PastCluster cluster) {
    boolean failed = cluster.failure().isPresent();
    rows.add(
        "cluster",
        """
        id tenant_id owner_id owner_name name living_name stage template_name template_version desired state
        reason reason_code stop_reason stop_code start_number workers_ready workers_desired cpus gpus memory_bytes
        spec chosen_values labels idle_seconds created_at state_since queued_at started_at ready_at stopped_at
        failures portal_ended delete_wanted deleted registered row_version\
        """,
        cluster.id(),
        tenant.name(),
        accounts.get(cluster.owner()),
        cluster.owner(),
        cluster.name(),
        failed ? cluster.name() : null,
        cluster.work().stage().name(),
        cluster.work().template(),
        1,
        failed ? "RUNNING" : "STOPPED",
        failed ? "FAILED" : "STOPPED",
        cluster.failure().map(PastCluster.Failure::reason).orElse(cluster.stopReason()),
        cluster.failure().map(PastCluster.Failure::code).orElse("stopped"),
        failed ? "" : cluster.stopReason(),
        failed ? "" : "stopped",
        1,
        0,
        cluster.workers(),
        cluster.spec().totalCpus(),
        0,
        cluster.spec().totalMemory().bytes(),
        json(cluster.spec()),
        json(cluster.values()),
        json(Map.of("project", cluster.work().stem())),
        Duration.ofHours(1).toSeconds(),
        time(cluster.created()),
        time(cluster.ended()),
        time(cluster.created()),
        time(cluster.created()),
        failed ? null : time(cluster.ready()),
        failed ? null : time(cluster.ended()),
        0,
        false,
        false,
        false,
        false,
        0);
  }

  private void addStart(PastCluster cluster) {
    boolean failed = cluster.failure().isPresent();
    rows.add(
        "cluster_start",
        "id cluster_id tenant_id start_number template_name queued_at ready_at ready_millis steps row_version",
        dice.id("cs"),
        cluster.id(),
        tenant.name(),
        1,
        cluster.work().template(),
        time(cluster.created()),
        failed ? null : time(cluster.ready()),
        failed ? null : cluster.start().toMillis(),
        json(cluster.steps()),
        0);
  }

  private void addEvents(PastCluster cluster) {
    addEvent(
        cluster,
        cluster.created(),
        "INFO",
        cluster.owner(),
        "Created from %s@1.".formatted(cluster.work().template()));
    if (cluster.failure().isPresent()) {
      addEvent(cluster, cluster.ended(), "ERROR", "backend", cluster.failure().get().reason());
      return;
    }
    addEvent(
        cluster,
        cluster.ready(),
        "INFO",
        "rayport",
        "Ready after %d s.".formatted(cluster.start().toSeconds()));
    addEvent(cluster, cluster.ended(), "INFO", "rayport", cluster.stopReason());
  }

  private void addEvent(
      PastCluster cluster, Instant at, String severity, String actor, String text) {
    rows.add(
        "cluster_event",
        "id cluster_id tenant_id happened_at severity actor text",
        dice.id("ce"),
        cluster.id(),
        tenant.name(),
        time(at),
        severity,
        actor,
        text);
  }

  private String json(Object value) {
    return mapper.writeValueAsString(value);
  }
}
