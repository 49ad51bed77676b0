package dev.rayport.lists;

import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobState;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AccountList;
import dev.rayport.tenant.AccountQuery;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What grids and counters of the pages ask the services. */
final class GridQueries {

  private static final int PAGE = 50;

  private final ClusterService clusters;
  private final JobService jobs;
  private final AuditService audit;
  private final AccountList accounts;
  private final TenantService tenants;
  private final String user;
  private final String someCluster;

  /** A question with its name. */
  record Asked(String name, Runnable question) {}

  GridQueries(ApplicationContext portal, String user, JdbcTemplate jdbc) {
    this.clusters = portal.getBean(ClusterService.class);
    this.jobs = portal.getBean(JobService.class);
    this.audit = portal.getBean(AuditService.class);
    this.accounts = portal.getBean(AccountList.class);
    this.tenants = portal.getBean(TenantService.class);
    this.user = user;
    this.someCluster = Queries.one(jdbc, "cluster_name");
  }

  /** Rows, and how many there are. */
  List<Asked> grids(Role role) {
    List<Asked> all = new ArrayList<>();
    clusterGrid(all);
    jobGrid(all);
    if (role == Role.ADMINISTRATOR) {
      auditGrid(all);
      accountGrid(all);
      all.add(new Asked("tenants", tenants::list));
    }
    return all;
  }

  private void clusterGrid(List<Asked> all) {
    for (String column :
        List.of(
            "createdAt",
            "name",
            "stage",
            "state",
            "workersReady",
            "gpus",
            "cpus",
            "memory",
            "stopsAt",
            "owner",
            "template")) {
      for (Sort.Direction way : Sort.Direction.values()) {
        Pageable page = PageRequest.of(0, PAGE, Sort.by(way, column));
        all.add(
            new Asked(
                "clusters by %s %s".formatted(column, way),
                () -> clusters.list(ClusterQuery.all(), page)));
      }
    }
    clusterFilters()
        .forEach((name, query) -> {
          Pageable newest = PageRequest.of(0, PAGE, Sort.by(Sort.Direction.DESC, "createdAt"));
          all.add(new Asked("clusters " + name, () -> clusters.list(query, newest)));
          all.add(new Asked("how many clusters " + name, () -> clusters.count(query)));
        });
    all.add(new Asked("clusters of each state", clusters::counts));
  }

  private Map<String, ClusterQuery> clusterFilters() {
    Map<String, ClusterQuery> all = new LinkedHashMap<>();
    all.put("all", ClusterQuery.all());
    all.put("of one owner", query(Set.of(), Optional.of(user), ""));
    all.put("failed", query(Set.of(ClusterState.FAILED), Optional.empty(), ""));
    all.put(
        "starting",
        query(Set.of(ClusterState.REQUESTED, ClusterState.STARTING), Optional.empty(), ""));
    all.put("named finetune", query(Set.of(), Optional.empty(), "finetune"));
    all.put("named like none", query(Set.of(), Optional.empty(), "nothing-like-it"));
    all.put("stopped of one owner", query(Set.of(ClusterState.STOPPED), Optional.of(user), ""));
    return all;
  }

  private static ClusterQuery query(Set<ClusterState> states, Optional<String> owner, String text) {
    return new ClusterQuery(
        states,
        Optional.empty(),
        owner,
        Optional.empty(),
        text,
        Optional.empty(),
        Optional.empty());
  }

  private void jobGrid(List<Asked> all) {
    for (String column :
        List.of("createdAt", "name", "state", "clusterName", "owner", "startedAt")) {
      for (Sort.Direction way : Sort.Direction.values()) {
        Pageable page = PageRequest.of(0, PAGE, Sort.by(way, column));
        all.add(
            new Asked(
                "jobs by %s %s".formatted(column, way), () -> jobs.list(JobQuery.all(), page)));
      }
    }
    jobFilters()
        .forEach((name, query) -> {
          Pageable newest = PageRequest.of(0, PAGE, Sort.by(Sort.Direction.DESC, "createdAt"));
          all.add(new Asked("jobs " + name, () -> jobs.list(query, newest)));
          all.add(new Asked("how many jobs " + name, () -> jobs.count(query)));
        });
  }

  private Map<String, JobQuery> jobFilters() {
    Map<String, JobQuery> all = new LinkedHashMap<>();
    Optional<String> none = Optional.empty();
    Optional<Instant> any = Optional.empty();
    Set<JobState> failed = Set.of(JobState.FAILED, JobState.LOST);
    all.put("all", JobQuery.all());
    all.put("of one owner", new JobQuery(Set.of(), none, Optional.of(user), "", any, any));
    all.put(
        "failed today",
        new JobQuery(
                failed, none, none, "", Optional.of(Instant.now().minus(Duration.ofDays(1))), any)
            .withoutAnswered());
    all.put("failed of one owner", new JobQuery(failed, none, Optional.of(user), "", any, any));
    all.put("running", new JobQuery(Set.of(JobState.RUNNING), none, none, "", any, any));
    all.put(
        "waiting",
        new JobQuery(
            Set.of(JobState.QUEUED, JobState.SUBMITTED, JobState.PENDING),
            none,
            none,
            "",
            any,
            any));
    all.put("named finetune", new JobQuery(Set.of(), none, none, "finetune", any, any));
    all.put("named like none", new JobQuery(Set.of(), none, none, "nothing-like-it", any, any));
    all.put("of one cluster", new JobQuery(Set.of(), Optional.of(someCluster), none, "", any, any));
    all.put(
        "of a stage",
        new JobQuery(
            Set.of(),
            Optional.of(Stage.TRAINING),
            Optional.of("train-cpu"),
            none,
            none,
            "",
            any,
            any,
            false));
    return all;
  }

  private void auditGrid(List<Asked> all) {
    Map<String, AuditQuery> queries = new LinkedHashMap<>();
    queries.put("all", AuditQuery.ALL);
    queries.put("denied", said("", Optional.empty(), Optional.of(true)));
    queries.put("of clusters", said("", Optional.of("cluster"), Optional.empty()));
    queries.put("of mira", said("mira", Optional.empty(), Optional.empty()));
    queries.put("like none", said("nothing-like-it", Optional.empty(), Optional.empty()));
    queries.forEach((name, query) -> {
      Pageable page = PageRequest.of(0, PAGE);
      all.add(new Asked("audit " + name, () -> audit.list(query, page)));
      all.add(new Asked("how many in the audit log " + name, () -> audit.count(query)));
    });
  }

  private static AuditQuery said(String text, Optional<String> action, Optional<Boolean> denied) {
    return new AuditQuery(
        text,
        Optional.empty(),
        Optional.empty(),
        action,
        Optional.empty(),
        denied,
        Optional.empty(),
        Optional.empty());
  }

  private void accountGrid(List<Asked> all) {
    AccountQuery named = new AccountQuery("mira", Optional.empty(), Optional.empty());
    Pageable page = PageRequest.of(0, PAGE, Sort.by("name"));
    all.add(new Asked("accounts", () -> accounts.list(AccountQuery.ALL, page)));
    all.add(new Asked("accounts named mira", () -> accounts.list(named, page)));
    all.add(new Asked("how many accounts", () -> accounts.count(AccountQuery.ALL)));
  }
}
