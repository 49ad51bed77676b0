package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Past jobs as the job room stores them. */
final class JobRows {

  private final DemoTenant tenant;
  private final Map<String, String> accounts;
  private final DemoPackage files;
  private final boolean brief;
  private final Rows rows;
  private final JsonMapper mapper = JsonMapper.builder().build();

  JobRows(DemoTenant tenant, PastTenant.Times times, boolean brief, Rows rows) {
    this.tenant = tenant;
    this.accounts = times.accounts();
    this.files = times.files();
    this.brief = brief;
    this.rows = rows;
  }

  void add(PastJob job, List<String> lastLines) {
    PastCluster cluster = job.cluster();
    rows.add(
        "job",
        """
        id version tenant_id owner_id owner_name name spec package_hash cluster_id cluster_name stage
        cluster_template template_name cluster_values own_cluster own_cluster_released start_number state reason reason_code attempt stop_wanted
        stop_reason resubmission_of chain_id chain_number exit_code message progress_done progress_total progress_unit
        progress_source created_at started_at ended_at\
        """,
        job.id(),
        0,
        tenant.name(),
        accounts.get(job.owner()),
        job.owner(),
        job.name(),
        json(job.spec(files.hash())),
        files.hash(),
        cluster.id(),
        cluster.name(),
        cluster.work().stage().name(),
        cluster.work().template() + "@1",
        cluster.work().template(),
        json(cluster.values()),
        false,
        false,
        1,
        job.outcome().state,
        job.reason(),
        job.outcome().code,
        1,
        "NONE",
        "",
        job.resubmissionOf().orElse(null),
        job.first(),
        job.number(),
        job.outcome().exitCode < 0 ? null : job.outcome().exitCode,
        job.message(lastLines).orElse(null),
        (double) job.done(),
        (double) cluster.work().total(),
        cluster.work().unit(),
        "REPORTED",
        time(job.created()),
        time(job.started()),
        time(job.ended()));
    rows.add(
        "job_attempt",
        "submission_id job_id attempt log_complete",
        job.id() + "-1",
        job.id(),
        1,
        true);
    addSteps(job);
  }

  private void addSteps(PastJob job) {
    addStep(job, 0, "QUEUED", job.created());
    if (brief) {
      addStep(job, 1, job.outcome().state, job.ended());
      return;
    }
    Instant submitted = job.created().plusMillis(120);
    addStep(job, 1, "SUBMITTED", submitted);
    addStep(job, 2, "PENDING", submitted.plusMillis(200));
    addStep(job, 3, "RUNNING", job.started());
    addStep(job, 4, job.outcome().state, job.ended());
  }

  private void addStep(PastJob job, int position, String state, Instant at) {
    rows.add(
        "job_step", "job_id position state at detail", job.id(), position, state, time(at), "");
  }

  private String json(Object value) {
    return mapper.writeValueAsString(value);
  }
}
