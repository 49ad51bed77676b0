package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.backend.Fit;
import dev.rayport.backend.RayJob;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterWork;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Jobs and the clusters under them, when both are moved at once. */
class JobsOnClusterTests extends JobsOnClusters {

  @Test
  void whoStopsAClusterIsToldWhatEndsWithIt() {
    ClusterId cluster = ready("busy");
    JobId ends = submit("busy", Map.of("name", "over")).id();
    runs(cluster, ends);
    backend.ray(key(cluster)).end(ends + "-1", RayJob.Status.SUCCEEDED, 0);
    reaches(ends, JobState.SUCCEEDED);
    JobId runs = submit("busy", Map.of("name", "train")).id();
    runs(cluster, runs);

    assertThat(clusters.work(cluster))
        .containsExactly(new ClusterWork.Item("train", "running", "ada", "jobs/" + runs));
    Acting.as(tenant + "x", "eve", Role.LEAD);
    assertThat(catchThrowableOfType(Refusal.class, () -> clusters.work(cluster)).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @Test
  void theClusterOfAJobIsPlannedBeforeItsTransactionAndMadeInIt() {
    JobDetails job = fresh("own", "cpu-small");
    reaches(job.id(), JobState.PENDING);
    assertThat(jobs.get(job.id()).spec().newCluster().orElseThrow().template())
        .startsWith("cpu-small@");
    backend.answerFit(new Fit(Fit.Answer.NEVER, "memory", "needs 640 GiB"));
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> fresh("huge", "cpu-small"));
    assertThat(refusal.code()).isEqualTo("does-not-fit");
    assertThat(refusal.errors().getFirst().field()).isEqualTo("newCluster.template");
    assertThat(jobs.count(JobQuery.all())).isEqualTo(1);
  }

  @Test
  void aClusterThatWasAskedToStopTakesNoJobsAndAResubmissionGetsAFreshOne() {
    ClusterId cluster = ready("going");
    JobId job = submit("going", Map.of()).id();
    runs(cluster, job);
    backend.ray(key(cluster)).end(job + "-1", RayJob.Status.FAILED, 1);
    reaches(job, JobState.FAILED);
    backend.down(true);
    clusters.delete(cluster);

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> submit("going", Map.of()));
    JobDetails again = jobs.resubmit(job, Map.of());

    assertThat(refusal.code()).isEqualTo("cluster-not-running");
    assertThat(again.spec().newCluster()).isPresent();
    backend.down(false);
    reaches(cluster, ClusterState.STOPPED);
    reaches(again.id(), JobState.PENDING);
  }

  @Test
  void deletingAStartingClusterEndsTheJobsThatWaitForIt() {
    backend.slow(true);
    ClusterId cluster = create("early");
    reaches(cluster, ClusterState.STARTING);
    JobId waiting = submit("early", Map.of()).id();

    clusters.delete(cluster);
    clusters.delete(cluster);

    reaches(waiting, JobState.FAILED);
    assertThat(jobs.get(waiting).summary().reasonCode()).isEqualTo("cluster-stopped");
    assertThat(clusters.work(cluster)).isEmpty();
    backend.slow(false);
    reaches(cluster, ClusterState.STOPPED);
    assertThat(create("early")).isNotEqualTo(cluster);
  }

  @Test
  void aJobIsStoppedInWhateverStateItIs() {
    ClusterId cluster = ready("stops");
    for (int i = 0; i < 8; i++) {
      JobId job = submit("stops", Map.of()).id();
      long pause = i * 40L;
      Awaitility.await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
      jobs.stop(job);
      jobs.stop(job);
      AtomicBoolean runs = new AtomicBoolean();
      soon(() -> {
        if (backend.ray(key(cluster)).submissions().contains(job + "-1")
            && runs.compareAndSet(false, true)) {
          backend.ray(key(cluster)).run(job + "-1");
        }
        assertThat(jobs.get(job).summary().state()).isEqualTo(JobState.STOPPED);
      });
    }
  }

  @Test
  void twoFreshClustersForJobsOfOneNameAreTwo() throws Exception {
    try (ExecutorService people = Executors.newFixedThreadPool(4)) {
      List<Future<String>> clicks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clicks.add(
            people.submit(() -> {
              Acting.as(tenant, "ada", Role.RESEARCHER);
              return fresh("twin", "cpu-small").summary().clusterName();
            }));
      }
      Set<String> names = new TreeSet<>();
      for (Future<String> click : clicks) {
        names.add(click.get());
      }
      assertThat(names).hasSize(4);
    }
  }
}
