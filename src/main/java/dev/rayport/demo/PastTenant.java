package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One tenant's weeks: its clusters and jobs as rows. */
final class PastTenant {

  private static final Duration WEEKS = Duration.ofDays(35);
  private static final Duration NOT_BEFORE_END = Duration.ofMinutes(8);
  private static final int CLUSTERS = 60;
  private static final int JOBS_PER_CLUSTER = 27;
  private static final int BIG_LOG = 6_000;
  private static final int CLUSTER_WITH_BIG_LOG = 50;

  /** Where a past job's log goes. */
  interface Logs {
    void write(PastJob job, List<String> lines);
  }

  private final DemoTenant tenant;
  private final Map<String, String> accounts;
  private final DemoPackage files;
  private final Instant now;
  private final Dice dice;
  private final Rows rows;
  private final ClusterRows clusterRows;
  private final JobRows jobRows;

  /**
   * @param accounts sign-in names to account ids
   */
  PastTenant(
      DemoTenant tenant, Map<String, String> accounts, DemoPackage files, Instant now, Rows rows) {
    this.tenant = tenant;
    this.accounts = accounts;
    this.files = files;
    this.now = now;
    this.dice = new Dice(tenant.name());
    this.rows = rows;
    this.clusterRows = new ClusterRows(tenant, accounts, dice, rows);
    this.jobRows = new JobRows(tenant, accounts, files, rows);
  }

  void addTo(Logs logs) {
    Instant begin = now.minus(WEEKS);
    rows.add("tenant", "name created_at version", tenant.name(), time(begin), 0);
    new TreeMap<>(tenant.members()).forEach((member, role) -> addMember(member, role, begin));
    rows.add(
        "stored_package",
        "id tenant_id hash bytes files ignored stored_by stored_at",
        dice.id("pkg"),
        tenant.name(),
        files.hash(),
        files.bytes().length,
        1,
        0,
        tenant.authors().getFirst(),
        time(begin));
    for (int number = 1; number <= CLUSTERS; number++) {
      Duration since = WEEKS.multipliedBy(number - 1L).dividedBy(CLUSTERS);
      Instant created = begin.plus(since).plus(dice.between(Duration.ZERO, Duration.ofHours(9)));
      addCluster(number, PastCluster.of(tenant, number, created, dice), logs);
    }
  }

  private void addMember(String member, Role role, Instant since) {
    rows.add(
        "membership",
        "id account_id tenant_id role created_at version",
        dice.id("me"),
        accounts.get(member),
        tenant.name(),
        role.name(),
        time(since),
        0);
  }

  private void addCluster(int number, PastCluster planned, Logs logs) {
    Instant limit = now.minus(NOT_BEFORE_END);
    PastCluster cluster =
        planned.ended().isBefore(limit) && number < CLUSTERS ? planned : planned.endedAt(limit);
    if (cluster.failure().isEmpty()) {
      int repeat = number == CLUSTER_WITH_BIG_LOG ? BIG_LOG : 1;
      for (PastJob job : jobs(cluster)) {
        List<String> lines = PastLog.of(job, repeat, dice);
        repeat = 1;
        jobRows.add(job, PastLog.last(lines));
        logs.write(job, lines);
      }
    }
    clusterRows.add(cluster);
  }

  private List<PastJob> jobs(PastCluster cluster) {
    List<PastJob> jobs = new ArrayList<>();
    Duration gap = Duration.between(cluster.ready(), cluster.ended()).dividedBy(JOBS_PER_CLUSTER);
    Instant at = cluster.ready().plusSeconds(4);
    Optional<PastJob> before = Optional.empty();
    for (int i = 0; i < JOBS_PER_CLUSTER; i++) {
      PastJob job = PastJob.after(before, cluster, at, dice).endedBy(cluster.ended());
      jobs.add(job);
      before = Optional.of(job);
      at = at.plus(dice.between(gap.dividedBy(2), gap));
    }
    return jobs;
  }
}
