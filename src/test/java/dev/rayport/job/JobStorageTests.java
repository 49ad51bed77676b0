package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterState;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** What a database must keep as it was given. */
class JobStorageTests extends JobWorld {

  private static final String BEYOND_64_KIB = "0123456789abcde🚀".repeat(10_000);
  @Autowired private JobRepository rows;

  @Test
  void lettersOfEveryScriptStayWhatTheyWere() {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    Map<String, Object> wish =
        Map.of(
            "metadata",
            Map.of("team", "зрение 視覚 🚀"),
            "runtimeEnv",
            Map.of("env_vars", Map.of("GREETING", "naïve 👩‍🔬")));

    JobId id = jobs.submit(wish(wish)).id();

    assertThat(jobs.get(id).specMap().toString()).contains("зрение 視覚 🚀", "naïve 👩‍🔬");
  }

  @Test
  void longTextsAreKeptWhole() {
    String id =
        stored(job -> {
          job.message = BEYOND_64_KIB;
          job.spec = BEYOND_64_KIB;
        });

    JobRow read = rows.findById(id).orElseThrow();
    assertThat(read.message).isEqualTo(BEYOND_64_KIB);
    assertThat(read.spec).isEqualTo(BEYOND_64_KIB);
  }

  @Test
  void timesAreKeptToTheMicrosecondWhateverTheServersZone() {
    // Does not exist in Central Europe's local time.
    Instant inTheGap = Instant.parse("2026-03-29T02:30:00.123456Z");

    String id = stored(job -> job.endedAt = inTheGap);

    assertThat(rows.findById(id).orElseThrow().endedAt).isEqualTo(inTheGap);
  }

  @Test
  void listsGoOnBetweenTwoJobsOfTheSameMillisecond() {
    signIn("mo", Role.RESEARCHER, "micros");
    Instant first = Instant.parse("2026-05-01T10:00:00.000001Z");
    for (int i = 0; i < 5; i++) {
      int micros = i / 2;
      stored(job -> job.createdAt = first.plusNanos(micros * 1_000L));
    }
    Optional<String> cursor = Optional.empty();
    List<Instant> seen = new java.util.ArrayList<>();
    do {
      var slice = jobs.slice(JobQuery.all(), new SliceRequest(1, cursor, Optional.empty()));
      slice.items().forEach(job -> seen.add(job.summary().createdAt()));
      cursor = slice.nextCursor();
    } while (cursor.isPresent() && seen.size() < 9);

    assertThat(seen)
        .hasSize(5)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder())
        .last()
        .isEqualTo(first);
  }

  @Test
  void namesAreComparedLetterByLetter() {
    String id = stored(job -> job.onceKey = "key");

    assertThat(rows.findByOnceKey("key")).map(job -> job.id).hasValue(id);
    assertThat(rows.findByOnceKey("KEY")).isEmpty();
    assertThat(rows.findByOnceKey("kéy")).isEmpty();
    assertThat(rows.findByOnceKey("key ")).isEmpty();
    assertThat(stored(job -> job.onceKey = "Key")).isNotEqualTo(id);
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> stored(job -> job.onceKey = "key"));
  }

  @Test
  void namesAreSortedByTheirLetters() {
    signIn("so", Role.RESEARCHER, "sorted");
    List.of("b", "a_", "B", "a-", "a b", "Z", "10", "2")
        .forEach(name -> stored(job -> job.name = name));

    assertThat(
            jobs.slice(JobQuery.all(), new SliceRequest(9, Optional.empty(), Optional.of("name")))
                .items())
        .extracting(job -> job.summary().name())
        .containsExactly("10", "2", "B", "Z", "a b", "a-", "a_", "b");
  }

  private String stored(Consumer<JobRow> as) {
    JobRow job =
        new JobRow(dev.rayport.base.RandomId.next("job"), CurrentUser.require(), Instant.now());
    job.state = JobState.SUCCEEDED;
    job.endedAt = job.createdAt;
    job.name = "stored";
    job.stage = Stage.TRAINING;
    job.spec = "{}";
    job.clusterId = cluster.value();
    job.clusterName = "train-1";
    as.accept(job);
    return rows.saveAndFlush(job).id;
  }
}
