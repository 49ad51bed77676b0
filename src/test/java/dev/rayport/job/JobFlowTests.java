package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.RayJob.Status;
import dev.rayport.base.RandomId;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs from the service to Ray and back. */
class JobFlowTests extends JobWorld {

  @Test
  void aJobRunsToItsEndWithItsPackageItsLogAndItsProgress() throws IOException {
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    assertThat(packages.store(new ByteArrayInputStream(zip())).isNew()).isFalse();
    JobDetails job =
        jobs.submit(
            wish(
                Map.of(
                    "package", stored.hash(),
                    "runtimeEnv", Map.of("pip", List.of("emoji")),
                    "metadata", Map.of("run", "7"))));
    JobId id = job.id();
    assertThat(job.summary().state()).isEqualTo(JobState.QUEUED);
    assertThat(job.summary().name()).isEqualTo("main");
    String submission = id + "-1";

    reaches(id, JobState.PENDING);
    assertThat(ray.packages()).hasSize(1);
    assertThat(ray.submission(submission).at("/runtime_env/working_dir").asString())
        .isEqualTo("gcs://" + ray.packages().iterator().next());
    assertThat(ray.submission(submission).at("/metadata/run").asString()).isEqualTo("7");

    ray.run(submission);
    reaches(id, JobState.RUNNING);
    ray.log(submission, "first\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("first\n"));
    ray.log(submission, "RAYPORT_PROGRESS {\"done\": 1, \"total\": 2, \"unit\": \"epochs\"}\n");
    soon(() ->
        assertThat(now(id).progress())
            .contains(new JobProgress(1, 2, "epochs", JobProgress.Source.REPORTED)));
    ray.log(submission, "last ä😀\n");
    ray.end(submission, Status.SUCCEEDED, 0);

    reaches(id, JobState.SUCCEEDED);
    assertThat(log(id, 1)).endsWith("last ä😀\n");
    soon(() -> assertThat(logs.read(id, 0, 0, 1).complete()).isTrue());
    assertThat(jobs.get(id).exitCode()).contains(0);
    assertThat(jobs.get(id).steps())
        .extracting(JobDetails.Step::state)
        .startsWith(JobState.QUEUED, JobState.SUBMITTED)
        .endsWith(JobState.RUNNING, JobState.SUCCEEDED);
    assertThat(logs.tailOffset(id, 0, 1))
        .isEqualTo(
            log(id, 0).getBytes(StandardCharsets.UTF_8).length
                - "last ä😀\n".getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aFailedJobIsTriedAgainUnderANewSubmissionId() {
    JobId id = jobs.submit(wish(Map.of("retries", 1))).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "boom\n");
    ray.end(id + "-1", Status.FAILED, 3);

    soon(() -> assertThat(ray.submissions()).contains(id + "-2"));
    assertThat(now(id).attempt()).isEqualTo(2);
    ray.end(id + "-2", Status.FAILED, 4);
    reaches(id, JobState.FAILED);
    assertThat(now(id).reason()).contains("exit code 4");
    assertThat(log(id, 1)).isEqualTo("boom\n");
    assertThat(logs.read(id, 1, 0, 1).complete()).isTrue();
  }

  @Test
  void aJobWaitsForASuspendedClusterAndOneThatWasOnItIsLost() {
    stands(new Standing(true, ClusterState.SUSPENDED, "Suspended by ada.", "train-1", 1));
    JobId waiting = jobs.submit(wish(Map.of())).id();
    soon(() -> assertThat(now(waiting).reason()).contains("Suspended by ada."));
    assertThat(now(waiting).state()).isEqualTo(JobState.QUEUED);

    ready(2);
    reaches(waiting, JobState.PENDING);
    stands(new Standing(true, ClusterState.SUSPENDED, "Suspended by ada.", "train-1", 2));
    reaches(waiting, JobState.LOST);
    assertThat(now(waiting).reasonCode()).isEqualTo("cluster-suspended");
  }

  @Test
  void aJobWaitsForItsClusterAndSaysWhatFor() {
    stands(new Standing(true, ClusterState.STARTING, "head starts, 3 s", "train-1", 1));
    JobId id = jobs.submit(wish(Map.of())).id();
    soon(() -> assertThat(now(id).reason()).contains("head starts, 3 s"));

    ready(1);
    tasks.nudge(id.value());
    reaches(id, JobState.PENDING);
  }

  @Test
  void aQueuedJobStopsAtOnceAndAPendingOneAsSoonAsItRuns() {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    JobId queued = jobs.submit(wish(Map.of())).id();
    jobs.stop(queued);
    reaches(queued, JobState.STOPPED);
    assertThat(now(queued).reason()).isEqualTo("Stopped by ada");

    ready(1);
    JobId pending = jobs.submit(wish(Map.of())).id();
    reaches(pending, JobState.PENDING);
    jobs.stop(pending);
    soon(() -> assertThat(now(pending).reasonCode()).isEqualTo("stopping"));
    ray.run(pending + "-1");
    reaches(pending, JobState.STOPPED);
    assertThat(ray.submissions()).doesNotContain(queued + "-1");
    assertThat(jobs.stop(pending).summary().state()).isEqualTo(JobState.STOPPED);
  }

  @Test
  void aJobThatRunsTooLongIsStoppedAndFails() {
    JobId id = jobs.submit(wish(Map.of("timeout", "PT1S"))).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    reaches(id, JobState.FAILED);
    assertThat(now(id).reasonCode()).isEqualTo("timed-out");
    assertThat(now(id).reason()).contains("1 s");
  }

  @Test
  void aJobWhoseClusterRestartsIsLostWithItsLogSoFarAndCanBeSubmittedAgain() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "half way\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("half way\n"));

    ready(2);
    reaches(id, JobState.LOST);
    assertThat(now(id).reasonCode()).isEqualTo("cluster-restarted");
    assertThat(log(id, 0)).isEqualTo("half way\n");

    JobDetails again = jobs.resubmit(id, Map.of());
    assertThat(again.summary().resubmissionOf()).contains(id);
    assertThat(again.summary().chainNumber()).isEqualTo(2);
    assertThat(again.spec()).isEqualTo(jobs.get(id).spec());
    assertThat(again.changes()).isEmpty();
    assertThat(now(id).superseded()).isTrue();
    reaches(again.id(), JobState.PENDING);
  }

  @Test
  void aSilentClusterChangesNothingButTheReason() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    reaches(id, JobState.RUNNING);
    ray.fallSilent(true);
    soon(() -> assertThat(now(id).reasonCode()).isEqualTo("cluster-unreachable"));
    assertThat(now(id).state()).isEqualTo(JobState.RUNNING);
    ray.fallSilent(false);
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
  }

  @Test
  void theLogGoesOnWhereItWasAfterAnInterruption() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "one\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("one\n"));
    followers.destroy();
    ray.log(id + "-1", "two\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("one\ntwo\n"));
  }

  @Test
  void aRefusedSubmissionFailsWithRaysWords() {
    ray.refuseSubmissions();
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.FAILED);
    assertThat(now(id).reasonCode()).isEqualTo("submission-refused");
    assertThat(now(id).reason()).contains("not like this");
  }

  @Test
  void aFreshClusterIsMadeForAJobAndGivenBackWhenItEnds() {
    ClusterId fresh = new ClusterId(RandomId.next("cl"));
    WORLD.details.put("fresh", details(fresh, "main-abc", ClusterState.REQUESTED));
    WORLD.standings.put(fresh, new Standing(true, ClusterState.FAILED, "no room", "main-abc", 1));

    JobId id =
        jobs.submit(
                SubmitJob.of(
                    Map.of("newCluster", Map.of("template", "cpu-small"), "entrypoint", "ls")))
            .id();

    reaches(id, JobState.FAILED);
    assertThat(now(id).reason()).contains("no room");
    soon(() -> assertThat(WORLD.released).contains(fresh));
  }
}
