package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.FakeRay;
import dev.rayport.backend.JobSubmission;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleWatchTests {

  private static final Instant LONG_AGO =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  private final FakeRay ray = new FakeRay("secret");
  private final IdleWatch watch =
      new IdleWatch(
          new ClusterProperties(
              Duration.ofMinutes(10),
              Duration.ofSeconds(30),
              Duration.ofSeconds(15),
              20,
              32,
              Duration.ofMinutes(5),
              Duration.ofDays(7),
              Set.of()));

  @AfterEach
  void close() {
    ray.close();
  }

  @Test
  void whereNoDriverEverWasItIsIdleSinceItWasReady() {
    assertThat(look(LONG_AGO, true)).contains(LONG_AGO);
  }

  @Test
  void aJobThatIsBeingPreparedKeepsItBusyThoughItHasNoDriver() {
    submit();
    assertThat(look(LONG_AGO, true)).isEmpty();
    ray.run("job_1-1");
    assertThat(look(LONG_AGO, true)).isEmpty();
  }

  @Test
  void itIsIdleSinceTheLastDriverEndedAndNeverLongerThanItIsReady() {
    submit();
    ray.end("job_1-1", RayJob.Status.SUCCEEDED, 0);
    assertThat(look(LONG_AGO, true).orElseThrow())
        .isBetween(Instant.now().minusSeconds(66), Instant.now().minusSeconds(58));
    watch.forget("cl_1");
    Instant justNow = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    assertThat(look(justNow, true)).contains(justNow);
  }

  @Test
  void anAnswerCountsForAWhileUnlessAFreshOneIsWanted() {
    look(LONG_AGO, false);
    submit();
    assertThat(look(LONG_AGO, false)).contains(LONG_AGO);
    assertThat(look(LONG_AGO, true)).isEmpty();
  }

  @Test
  void aHeadThatDoesNotAnswerIsNotCalledIdle() {
    ray.fallSilent(true);
    assertThat(look(LONG_AGO, true)).isEmpty();
  }

  private Optional<Instant> look(Instant readyAt, boolean fresh) {
    return watch.idleSince("cl_1", ray.endpoint(), readyAt, fresh);
  }

  private void submit() {
    new RayClient(ray.endpoint())
        .submit(
            new JobSubmission(
                "job_1-1",
                "python main.py",
                Map.of(),
                Map.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Map.of()));
  }
}
