package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RandomId;
import dev.rayport.tenant.TenantRoomTest;
import dev.rayport.tenant.rest.StoredAnswers.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TenantRoomTest
class StoredAnswersTests {

  private static final int AT_ONCE = 20;
  @Autowired private StoredAnswers answers;

  @Test
  void ofManyAtOnceOneTakesTheKey() throws Exception {
    String id = RandomId.next("key");
    Callable<Boolean> take = () -> answers.take(id, "hash").isEmpty();

    assertThat(all(Collections.nCopies(AT_ONCE, take))).containsOnlyOnce(true);
  }

  @Test
  void manyKeysAreTakenAndGivenBackAtOnce() throws Exception {
    Callable<Boolean> whole =
        () -> {
          String id = RandomId.next("key");
          boolean taken = answers.take(id, "hash").isEmpty();
          answers.release(id);
          return taken && answers.take(id, "hash").isEmpty();
        };

    assertThat(all(Collections.nCopies(AT_ONCE * 5, whole))).containsOnly(true);
  }

  @Test
  void anAnswerIsKeptWhole() {
    String id = RandomId.next("key");
    answers.take(id, "hash");
    Answer answer = new Answer(201, "application/json", "/api/v1/x", "🚀".repeat(30_000));

    answers.keep(id, answer);

    assertThat(answers.take(id, "hash").orElseThrow().answer()).isEqualTo(Optional.of(answer));
  }

  private static List<Boolean> all(List<Callable<Boolean>> tries) throws Exception {
    List<Boolean> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Boolean> outcome : pool.invokeAll(tries)) {
        outcomes.add(outcome.get());
      }
    }
    return outcomes;
  }
}
