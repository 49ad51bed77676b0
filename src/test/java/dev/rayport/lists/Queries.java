package dev.rayport.lists;

import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked of the lists by programs, and by whole pages. */
final class Queries {

  private final String someCluster;
  private final String someJob;

  Queries(JdbcTemplate jdbc) {
    this.someCluster = one(jdbc, "cluster_name");
    this.someJob = one(jdbc, "id");
  }

  /** Of the largest tenant. */
  static String one(JdbcTemplate jdbc, String column) {
    return String.valueOf(
        jdbc.queryForObject(
            "select %s from job where tenant_id = ? order by id limit 1".formatted(column),
            String.class,
            ListBench.TENANT));
  }

  /** Addresses below {@code /api/v1/}. */
  List<String> rest(Role role) {
    List<String> all = new ArrayList<>();
    for (String list : List.of("clusters", "jobs")) {
      all.add(list);
      for (String sort : List.of("createdAt", "-createdAt", "name", "-name")) {
        all.add(list + "?sort=" + sort);
      }
      for (String filter : filters()) {
        all.add(list + "?" + filter);
      }
      all.add(list + "?limit=200");
      all.add(list + "?state=FAILED&owner=jonas-1&sort=name");
      all.add(list + "?q=vit&stage=TRAINING&sort=-name");
    }
    all.add("clusters?state=STOPPED");
    all.add("clusters?state=READY&state=STARTING");
    all.add("jobs?state=SUCCEEDED");
    all.add("jobs?state=RUNNING&state=QUEUED");
    all.add("jobs?sort=owner");
    all.add("jobs?sort=-owner");
    all.add("jobs?cluster=" + someCluster);
    all.add("templates");
    all.add("templates?sort=-createdAt&q=cpu&stage=TRAINING");
    if (role == Role.ADMINISTRATOR) {
      all.addAll(administrators());
    }
    return all;
  }

  private static List<String> filters() {
    return List.of(
        "state=FAILED",
        "owner=mira-1",
        "owner=nobody",
        "q=finetune",
        "q=nothing-like-it",
        "stage=TRAINING",
        "stage=SERVING",
        "template=train-cpu",
        "template=train-cpu@1",
        "template=no-such",
        "createdAfter=" + Instant.now().minus(Duration.ofDays(7)),
        "createdBefore=" + Instant.now().minus(Duration.ofDays(700)));
  }

  private List<String> administrators() {
    return List.of(
        "audit",
        "audit?sort=at",
        "audit?sort=-at",
        "audit?tenant=team-8",
        "audit?actor=mira-1",
        "audit?actor=nobody",
        "audit?action=cluster",
        "audit?action=job.stop",
        "audit?action=nothing",
        "audit?object=" + someJob,
        "audit?outcome=DENIED",
        "audit?q=mira",
        "audit?q=nothing-like-it",
        "audit?after=" + Instant.now().minus(Duration.ofDays(7)),
        "audit?before=" + Instant.now().minus(Duration.ofDays(700)),
        "admin/clusters",
        "admin/clusters?sort=name",
        "admin/clusters?tenant=team-2",
        "admin/clusters?state=FAILED",
        "admin/clusters?owner=mira-1",
        "admin/clusters?q=finetune",
        "admin/clusters?q=nothing-like-it",
        "users",
        "users?sort=-createdAt",
        "users?q=mira",
        "tenants",
        "tenants?sort=-name");
  }

  /** Addresses of pages: all that they ask until they show, with the menu's counters. */
  List<String> pages(Role role) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "",
                "clusters",
                "clusters?q=owner%3Amira-1",
                "clusters?q=state%3Afailed+finetune",
                "clusters?q=nothing-like-it",
                "jobs",
                "jobs?view=mine",
                "jobs?view=failed",
                "jobs?q=state%3Afailed+finetune",
                "jobs?q=nothing-like-it",
                "templates",
                "clusters/new",
                "jobs/new"));
    if (role == Role.ADMINISTRATOR) {
      all.addAll(List.of("audit", "audit?q=nothing-like-it", "users", "tenants"));
    }
    return all;
  }
}
