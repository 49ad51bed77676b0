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
import java.util.function.Consumer;

/** What one tenant did: its clusters and jobs as rows. */
final class PastTenant {

  private static final Duration NOT_BEFORE_END = Duration.ofMinutes(8);
  private static final Duration LATEST = Duration.ofHours(9);
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final int BIG_LOG = 6_000;
  private static final int CLUSTER_WITH_BIG_LOG = 50;

  /** Where a past job's log goes. */
  interface Logs {

    /**
     * @param repeat how often each step is written
     * @return its last lines
     */
    List<String> write(PastJob job, int repeat, Dice dice);
  }

  /**
   * How much there is to tell.
   *
   * @param brief ids in order, and of each job only how it began and ended
   */
  record Extent(Duration span, int clusters, int jobs, boolean brief) {

    /** How many jobs there are up to and with that cluster. */
    private int jobsUntil(int cluster) {
      return (int) ((long) jobs * cluster / clusters);
    }
  }

  private final DemoTenant tenant;
  private final Map<String, String> accounts;
  private final DemoPackage files;
  private final Instant now;
  private final Extent extent;
  private final Dice dice;
  private final Rows rows;
  private final ClusterRows clusterRows;
  private final JobRows jobRows;
  private final AuditRows auditRows;
  private int jobsSoFar;

  /**
   * What is made up alike for all tenants.
   *
   * @param accounts sign-in names to account ids
   * @param now when it all ends
   */
  record Times(Map<String, String> accounts, DemoPackage files, Instant now) {}

  PastTenant(DemoTenant tenant, Times times, Extent extent, Rows rows) {
    this.tenant = tenant;
    this.accounts = times.accounts();
    this.files = times.files();
    this.now = times.now();
    this.extent = extent;
    this.dice = new Dice(tenant.name(), extent.brief());
    this.rows = rows;
    this.clusterRows = new ClusterRows(tenant, accounts, dice, rows);
    this.jobRows = new JobRows(tenant, times, extent.brief(), rows);
    this.auditRows =
        new AuditRows(
            tenant, accounts, new Dice("audit of " + tenant.name(), extent.brief()), rows);
  }

  /**
   * @param afterEach called when a cluster and its jobs are among the rows
   */
  void addTo(Logs logs, Consumer<PastCluster> afterEach) {
    Instant begin = now.minus(extent.span());
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
    for (int number = 1; number <= extent.clusters(); number++) {
      Duration since = extent.span().multipliedBy(number - 1L).dividedBy(extent.clusters());
      Instant drawn = begin.plus(since).plus(dice.between(Duration.ZERO, LATEST));
      Instant created =
          drawn.isBefore(now.minus(SHORTEST)) ? drawn : drawn.minus(LATEST).minus(SHORTEST);
      afterEach.accept(addCluster(number, PastCluster.of(tenant, number, created, dice), logs));
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

  private PastCluster addCluster(int number, PastCluster planned, Logs logs) {
    Instant limit = now.minus(NOT_BEFORE_END);
    PastCluster cluster =
        planned.ended().isBefore(limit) && number < extent.clusters()
            ? planned
            : planned.endedAt(limit);
    if (cluster.failure().isEmpty()) {
      int repeat = number == CLUSTER_WITH_BIG_LOG ? BIG_LOG : 1;
      for (PastJob job : jobs(cluster, extent.jobsUntil(number) - jobsSoFar)) {
        jobRows.add(job, logs.write(job, repeat, dice));
        auditRows.add(job);
        repeat = 1;
        jobsSoFar++;
      }
    }
    clusterRows.add(cluster);
    auditRows.add(cluster);
    return cluster;
  }

  private List<PastJob> jobs(PastCluster cluster, int most) {
    List<PastJob> jobs = new ArrayList<>();
    if (most == 0) {
      return jobs;
    }
    Duration gap = Duration.between(cluster.ready(), cluster.ended()).dividedBy(most);
    Instant at = cluster.ready().plusSeconds(4);
    Optional<PastJob> before = Optional.empty();
    for (int i = 0; i < most; i++) {
      PastJob job = PastJob.after(before, cluster, at, dice).endedBy(cluster.ended());
      jobs.add(job);
      before = Optional.of(job);
      at = at.plus(dice.between(gap.dividedBy(2), gap));
    }
    return jobs;
  }
}
