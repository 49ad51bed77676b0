package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.RayJob.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a job's times, progress, log and condition say of it. */
class JobSignsTests extends JobWorld {

  @Autowired private Retention retention;
  @Autowired private LogFiles files;

  @Test
  void aRunningJobWithoutASignOfLifeIsStalledUntilItMoves() {
    JobId id = runs();
    ray.log(id + "-1", "step 1\n");
    soon(() -> assertThat(now(id).condition()).contains("STALLED"));
    assertThat(now(id).state()).isEqualTo(JobState.RUNNING);
    assertThat(now(id).reasonCode()).isEqualTo("stalled");
    assertThat(now(id).reason()).contains("3 s");

    ray.log(id + "-1", "step 2\n");
    soon(() -> assertThat(now(id).condition()).isEmpty());
    assertThat(now(id).reason()).isEmpty();
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
    assertThat(now(id).condition()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10,0,10", "4,6,", "10,2,"})
  void countsOfTasksOfAJobThatSucceededAreWholeOrGone(long done, long open, Double shown) {
    JobId id = runs();
    ray.tasks(id + "-1", Map.of("FINISHED", 0L, "RUNNING", 10L));
    soon(() ->
        assertThat(now(id).progress()).hasValueSatisfying(p -> assertThat(p.done()).isZero()));
    ray.tasks(id + "-1", Map.of("FINISHED", done, "RUNNING", open));
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
    assertThat(now(id).progress().map(JobProgress::done).orElse(null)).isEqualTo(shown);
  }

  @Test
  void aJobThatWasOverBeforeItWasSeenRunningHasRaysTimes() {
    stands(
        new dev.rayport.cluster.ClusterAccess.Standing(
            true, dev.rayport.cluster.ClusterState.READY, "", "train-1", 1));
    Instant asked = Instant.now();
    ready(1);
    JobId id = jobs.submit(wish(Map.of())).id();
    soon(() -> assertThat(ray.submissions()).contains(id + "-1"));
    Awaitility.await().pollDelay(Duration.ofMillis(150)).until(() -> true);
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    Instant over = Instant.now();
    reaches(id, JobState.SUCCEEDED);

    Instant started = now(id).startedAt().orElseThrow();
    Instant ended = now(id).endedAt().orElseThrow();
    assertThat(started).isAfter(asked).isBefore(ended);
    assertThat(ended).isBeforeOrEqualTo(over);
    assertThat(jobs.get(id).steps()).extracting(JobDetails.Step::at).isSorted();
  }

  @Test
  void aHugeLineWithoutAnEndFillsNeitherMemoryNorDisk() {
    JobId id = runs();
    String piece = "x".repeat(1 << 20);
    for (int i = 0; i < 40; i++) {
      ray.log(id + "-1", piece);
    }
    ray.log(id + "-1", "the end");
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
    soon(() -> assertThat(logs.read(id, 0, 0, 1).complete()).isTrue());
    JobLogService.Piece whole = logs.read(id, 0, 0, 16 << 20);
    assertThat(whole.size()).isLessThan(5 << 20);
    String text = new String(whole.bytes(), StandardCharsets.UTF_8);
    assertThat(text).endsWith("the end").contains("bytes are left out here");
    assertThat(logs.tailOffset(id, 0, 1)).isGreaterThan(1 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200|<html><body>Sign in</body></html>",
        "500|Traceback (most recent call last):\\n  File x\\nKeyError: 'boom'",
        "200|[]",
        "200|null",
        "200|``",
        "200|\"word\"",
        "200|{\"status\":\"DANCING\"}",
        "200|{\"status\":{\"a\":[]},\"start_time\":\"soon\"}",
        "418|teapot"
      })
  void nonsenseInsteadOfAnAnswerChangesNothingButTheReason(int status, String body) {
    JobId id = runs();
    ray.babble(status, body.replace("\\n", "\n"));
    soon(() -> assertThat(now(id).reasonCode()).isEqualTo("cluster-unreachable"));
    assertThat(now(id).state()).isEqualTo(JobState.RUNNING);
    assertThat(now(id).reason()).doesNotContain("Traceback", "html", "Exception");
    ray.talkSense();
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
  }

  @Test
  void oddNumbersInAnAnswerAreNoTrouble() {
    JobId id = runs();
    ray.babble(
        200,
        "{\"submission_id\":\"x\",\"status\":\"SUCCEEDED\",\"start_time\":1e400,"
            + "\"end_time\":-99999999999999999999999,\"driver_exit_code\":0.5}");
    reaches(id, JobState.SUCCEEDED);
    assertThat(now(id).endedAt().orElseThrow()).isBetween(now(id).createdAt(), Instant.now());
  }

  @Test
  void logsOfJobsThatAreGoneAreRemoved() throws IOException {
    JobId id = runs();
    ray.log(id + "-1", "kept\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("kept\n"));
    Path stray = files.file("job_gone", 1);
    Files.createDirectories(stray.getParent());
    Files.writeString(stray, "old");

    retention.run();

    assertThat(stray.getParent().getParent()).doesNotExist();
    assertThat(log(id, 0)).isEqualTo("kept\n");
  }

  private JobId runs() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    reaches(id, JobState.RUNNING);
    return id;
  }
}
