package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.Fit;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted as a wish, and what is refused. */
class ClusterCreationTests extends ClusterWorld {

  @Test
  void namesAreUniqueAmongTheTenantsLivingClusters() {
    ClusterDetails first = ready("mine");
    assertThat(refusal(() -> create("mine")).code()).isEqualTo("name-taken");

    backend.slow(true);
    service.stop(first.id());
    assertThat(refusal(() -> create("mine")).code()).isEqualTo("name-still-stopping");

    backend.slow(false);
    Acting.as(tenant + "x", "bob", Role.RESEARCHER);
    assertThat(create("mine").summary().tenant()).isEqualTo(tenant + "x");
    assertThat(refusal(() -> service.get(first.id().value())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(() -> service.stop(first.id())).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ab_c",
        "-x",
        "x-",
        "1x",
        "хand",
        "a\u202eb",
        "rocket🚀",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "'; DROP TABLE cluster; --",
        "a-name-that-is-longer-than-the-thirty-six-characters-allowed"
      })
  void badNamesAreRefusedAndNothingIsStored(String name) {
    Refusal refusal = refusal(() -> create(name));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("name");
    assertThat(service.count(ClusterQuery.all())).isZero();
    assertThat(backend.list()).isEmpty();
  }

  @Test
  void everyMistakeOfAWishIsNamedAtOnce() {
    CreateCluster wish =
        new CreateCluster(
            "Bad",
            "train-cpu",
            Map.of("workers", 96, "cpus", "1e3"),
            Map.of("no good", "x", "ok", "two\nlines"),
            Optional.of(
                new StopWhen(
                    Optional.of(Duration.ofDays(9)),
                    Optional.empty(),
                    Optional.of(Instant.EPOCH))));

    Refusal refusal = refusal(() -> service.create(wish));

    assertThat(refusal.errors())
        .extracting(e -> e.field())
        .containsExactlyInAnyOrder(
            "name",
            "labels.no good",
            "labels.ok",
            "stopWhen.at",
            "values.workers",
            "values.cpus",
            "stopWhen.idle");
  }

  @Test
  void anUnknownTemplateIsAMistakeInItsField() {
    Refusal refusal = refusal(() -> service.create(wish("x", "nope@7", Optional.empty())));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("template");
  }

  @Test
  void whatNeverFitsIsRefusedAndWhatFitsLaterWaitsInLine() {
    backend.answerFit(new Fit(Fit.Answer.NEVER, "memory", "needs 640 GiB, the machine has 24 GiB"));
    Refusal never = refusal(() -> create("huge"));
    assertThat(never.code()).isEqualTo("does-not-fit");
    assertThat(never.errors().getFirst().field()).isEqualTo("memory");

    backend.answerFit(new Fit(Fit.Answer.LATER, "memory", "needs 6 GiB, 3 GiB are free"));
    create("first");
    create("second");
    awaitReason("first", "1st in the queue: needs 6 GiB, 3 GiB are free");
    awaitReason("second", "2nd in the queue; those before it start first.");

    service.stop(service.get("first").id());
    awaitReason("second", "1st in the queue: needs 6 GiB, 3 GiB are free");
    backend.answerFit(Fit.now());
    await("second", ClusterState.READY);
  }

  @Test
  void ofTwentyWithOneNameExactlyOneIsMade() throws Exception {
    List<Callable<String>> tries =
        IntStream.range(0, 20)
            .<Callable<String>>mapToObj(i ->
                () -> {
                  Acting.as(tenant, "ada", Role.RESEARCHER);
                  try {
                    return create("race").id().value();
                  } catch (Refusal e) {
                    return e.code();
                  }
                })
            .toList();
    List<String> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
      for (Future<String> answer : pool.invokeAll(tries)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(answer -> answer.startsWith("cl_")).hasSize(1);
    assertThat(answers).filteredOn("name-taken"::equals).hasSize(19);
    await("race", ClusterState.READY);
  }
}
