package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterState;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageRequest;

/** What is accepted, refused, repeated and listed. */
class JobServiceTests extends JobWorld {

  @Test
  void manyClicksAreOneJob() throws Exception {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    JobId first = jobs.submit(wish(Map.of())).id();
    List<JobId> found = new ArrayList<>();
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      List<Future<JobId>> clicks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int click = i;
        clicks.add(
            people.submit(() -> {
              signIn("ada", Role.RESEARCHER, "research");
              return click % 2 == 0
                  ? jobs.resubmit(first, Map.of()).id()
                  : jobs.submit(wish(Map.of()), Optional.of("form-1")).id();
            }));
      }
      for (Future<JobId> click : clicks) {
        found.add(click.get());
      }
    }
    assertThat(found).doesNotContain(first);
    assertThat(found.stream().distinct()).hasSize(2);
    assertThat(jobs.get(first).chain()).hasSize(2);
  }

  @Test
  void changesAreNamedByTheirPaths() {
    JobId id = jobs.submit(wish(Map.of("runtimeEnv", Map.of("pip", List.of("a", "b"))))).id();
    JobDetails changed =
        jobs.resubmit(
            id,
            Map.of(
                "entrypoint",
                "python main.py --x",
                "runtimeEnv",
                Map.of("pip", List.of("a", "c"))));

    assertThat(changed.changes())
        .containsExactlyInAnyOrder(
            new JobDetails.SpecChange("entrypoint", "python main.py", "python main.py --x"),
            new JobDetails.SpecChange("runtimeEnv.pip[1]", "b", "c"));
    assertThatThrownBy(() -> jobs.resubmit(id, Map.of("nonsense", 1))).isInstanceOf(Refusal.class);
  }

  @Test
  void anotherTenantSeesNothingAndAViewerChangesNothing() {
    JobId id = jobs.submit(wish(Map.of())).id();
    signIn("eve", Role.LEAD, "other");
    assertThatThrownBy(() -> jobs.get(id)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> logs.read(id, 0, 0, 1)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> jobs.stop(id)).isInstanceOf(Refusal.class);
    assertThat(jobs.count(JobQuery.all())).isZero();
    signIn("bob", Role.RESEARCHER, "research");
    assertThatThrownBy(() -> jobs.stop(id))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    signIn("vera", Role.VIEWER, "research");
    assertThat(jobs.get(id).summary().owner()).isEqualTo("ada");
    assertThatThrownBy(() -> jobs.submit(wish(Map.of())))
        .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
  }

  @Test
  void listsAreFilteredSortedAndCutIntoSlices() {
    signIn("lin", Role.RESEARCHER, "lists");
    for (int i = 0; i < 5; i++) {
      jobs.submit(wish(Map.of("name", "job-" + i)));
    }
    var first = jobs.slice(JobQuery.all(), SliceRequest.first(2)).map(ListedJob::summary);
    assertThat(first.items()).extracting(JobSummary::name).containsExactly("job-4", "job-3");
    var next =
        jobs.slice(JobQuery.all(), new SliceRequest(2, first.nextCursor(), Optional.empty()))
            .map(ListedJob::summary);
    assertThat(next.items()).extracting(JobSummary::name).containsExactly("job-2", "job-1");
    assertThat(jobs.list(JobQuery.all(), PageRequest.of(0, 10))).hasSize(5);
    assertThat(jobs.count(JobQuery.all())).isEqualTo(5);
    JobQuery byName =
        new JobQuery(
            java.util.Set.of(),
            Optional.of("train-1"),
            Optional.of("lin"),
            "B-3",
            Optional.empty(),
            Optional.empty());
    assertThat(jobs.list(byName, PageRequest.of(0, 10)))
        .extracting(JobSummary::name)
        .containsExactly("job-3");
  }

  @Test
  void whatWasResubmittedIsAnswered() {
    signIn("uma", Role.RESEARCHER, "answered");
    JobId first = jobs.submit(wish(Map.of("name", "first"))).id();
    jobs.submit(wish(Map.of("name", "other")));
    JobId second = jobs.resubmit(first, Map.of()).id();

    JobQuery open = JobQuery.all().withoutAnswered();
    assertThat(jobs.list(open, PageRequest.of(0, 10)))
        .extracting(JobSummary::id)
        .contains(second)
        .doesNotContain(first);
    assertThat(jobs.count(open)).isEqualTo(2);
  }

  @Test
  void nothingIsStoredOfARefusedWish() {
    signIn("rae", Role.RESEARCHER, "refused");
    List<Map<String, Object>> bad =
        List.of(
            Map.of("entrypoint", " "),
            Map.of("name", "<b>"),
            Map.of("retries", 11),
            Map.of("timeout", "PT0S"),
            Map.of("resources", Map.of("cpus", -1)),
            Map.of("resources", Map.of("gpus", 1)),
            Map.of("resources", Map.of("cpus", 64)),
            Map.of("resources", Map.of("memory", "1m")),
            Map.of("metadata", Map.of("job_name", "x")),
            Map.of("package", "sha256:" + "0".repeat(64)),
            Map.of("package", "../x"),
            Map.of("runtimeEnv", Map.of("env_vars", Map.of("A", 1))),
            Map.of("newCluster", Map.of("template", "cpu-small")));
    for (Map<String, Object> more : bad) {
      assertThatThrownBy(() -> jobs.submit(wish(more)))
          .as(more.toString())
          .isInstanceOf(Refusal.class);
    }
    assertThat(jobs.count(JobQuery.all())).isZero();
  }
}
