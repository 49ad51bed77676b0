package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RandomId;
import dev.rayport.tenant.TenantRoomTest;
import dev.rayport.tenant.rest.StoredAnswers.Answer;
import dev.rayport.tenant.rest.StoredAnswers.Effect;
import dev.rayport.tenant.rest.StoredAnswers.Hold;
import dev.rayport.tenant.rest.StoredAnswers.Known;
import java.sql.Timestamp;
import java.time.Instant;
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
import org.springframework.jdbc.core.simple.JdbcClient;

@TenantRoomTest
class StoredAnswersTests {

  private static final int AT_ONCE = 20;
  @Autowired private StoredAnswers answers;
  @Autowired private JdbcClient jdbc;

  @Test
  void ofManyAtOnceOneTakesTheKey() throws Exception {
    String key = RandomId.next("key");
    Callable<Boolean> take = () -> answers.take(Hold.of(key), "hash").isEmpty();

    assertThat(all(Collections.nCopies(AT_ONCE, take))).containsOnlyOnce(true);
  }

  @Test
  void manyKeysAreTakenAndGivenBackAtOnce() throws Exception {
    Callable<Boolean> whole =
        () -> {
          Hold hold = Hold.of(RandomId.next("key"));
          boolean taken = answers.take(hold, "hash").isEmpty();
          answers.release(hold);
          return taken && answers.take(hold, "hash").isEmpty();
        };

    assertThat(all(Collections.nCopies(AT_ONCE * 5, whole))).containsOnly(true);
  }

  @Test
  void anAnswerIsKeptWhole() {
    Hold hold = Hold.of(RandomId.next("key"));
    answers.take(hold, "hash");
    Answer answer = new Answer(201, "application/json", "/api/v1/x", "🚀".repeat(30_000));

    answers.keep(hold, answer);

    assertThat(answers.take(hold, "hash").orElseThrow().answer()).isEqualTo(Optional.of(answer));
  }

  @Test
  void anAbandonedKeyIsTakenOverByOne() throws Exception {
    String key = RandomId.next("key");
    Hold dead = Hold.of(key);
    answers.take(dead, "hash");
    answers.note(dead, new Effect("/api/v1/x/1", 202));
    answers.release(dead);
    Known known = answers.take(Hold.of(key), "hash").orElseThrow();
    Callable<Boolean> take = () -> answers.takeOver(Hold.of(key), known);

    assertThat(known.abandoned()).isTrue();
    assertThat(known.effect()).contains(new Effect("/api/v1/x/1", 202));
    assertThat(all(Collections.nCopies(AT_ONCE, take))).containsOnlyOnce(true);
  }

  @Test
  void aKeyIsNotTakenFromARequestThatTookEffectAfterTheLook() {
    String key = RandomId.next("key");
    Hold paused = Hold.of(key);
    answers.take(paused, "hash");
    expire(paused);
    Hold second = Hold.of(key);
    Known before = answers.take(second, "hash").orElseThrow();
    assertThat(before.abandoned()).isTrue();

    answers.note(paused, new Effect("/api/v1/x/1", 202));

    assertThat(answers.takeOver(second, before)).isFalse();
    Known after = answers.take(second, "hash").orElseThrow();
    assertThat(after.effect()).contains(new Effect("/api/v1/x/1", 202));
    assertThat(answers.takeOver(second, after)).isTrue();
  }

  private void expire(Hold hold) {
    jdbc.sql("update idempotency_key set held_until = ? where id = ?")
        .params(Timestamp.from(Instant.now().minusSeconds(1)), hold.key())
        .update();
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
