package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.rest.StoredAnswers.Effect;
import dev.rayport.tenant.rest.StoredAnswers.Hold;
import dev.rayport.tenant.rest.StoredAnswers.Known;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class IdempotencyTests extends ApiWorld {

  @Autowired private StoredAnswers answers;

  @Test
  void theSameKeyGetsTheSameAnswerAndAnotherBodyNone() {
    String first = keyed("k-1", "{\"name\":\"idem\"}").body();

    assertThat(keyed("k-1", "{\"name\":\"idem\"}").body()).isEqualTo(first);
    HttpResponse<String> other = keyed("k-1", "{\"name\":\"other\"}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency-key-reused");
    assertThat(keyed("k".repeat(201), "{}").statusCode()).isEqualTo(400);
    assertThat(
            jdbc.sql("select body from idempotency_key where body is not null")
                .query(String.class)
                .list())
        .as("answers lie there sealed")
        .noneMatch(body -> body.contains("rp_"));
  }

  @Test
  void fiftyEqualRequestsAtOnceAreDoneOnce() throws Exception {
    Callable<Integer> send = () -> keyed("k-50", "{\"name\":\"fifty\"}").statusCode();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(50, send));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(201, 409);
      }
    }
    assertThat(
            jdbc.sql("select count(*) from api_token where name = 'fifty'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aRequestCutOffBeforeItDidAnythingIsDoneByItsRepeat() {
    keyed("k-cut", "{\"name\":\"cut\"}");
    cutOff("k-cut", true);

    assertThat(keyed("k-cut", "{\"name\":\"cut\"}").statusCode()).isEqualTo(201);
    assertThat(keyed("k-cut", "{\"name\":\"other\"}").statusCode()).isEqualTo(422);
  }

  @Test
  void aRequestCutOffAfterItTookEffectIsNotDoneAgain() {
    keyed("k-late", "{\"name\":\"late\"}");
    cutOff("k-late", false);

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = keyed("k-late", "{\"name\":\"late\"}");
      assertProblem(answer, 409);
      assertThat(answer.body()).contains("idempotency-answer-lost", TOKENS + "/tok_");
    }
    assertThat(tokensCalled("late")).isEqualTo(1);
  }

  @Test
  void onlyOneTakesAnAbandonedKeyAndTheOneBeforeCanDoNothingMore() {
    Hold paused = Hold.of("k-paused");
    Hold second = Hold.of("k-paused");
    assertThat(answers.take(paused, "hash")).isEmpty();
    Known held = answers.take(second, "hash").orElseThrow();
    assertThat(held.abandoned()).isFalse();
    expire();
    Known abandoned = answers.take(second, "hash").orElseThrow();

    assertThat(abandoned.abandoned()).isTrue();
    assertThat(answers.takeOver(second, abandoned)).isTrue();
    assertThat(answers.takeOver(Hold.of("k-paused"), abandoned)).isFalse();
    assertThat(answers.note(paused, new Effect("/api/v1/x/1", 201))).isFalse();
    assertThat(answers.note(second, new Effect("/api/v1/x/2", 201))).isTrue();
  }

  @Test
  void aHoldThatIsRenewedIsNotAbandoned() {
    Hold hold = Hold.of("k-renewed");
    answers.take(hold, "hash");
    expire();
    answers.stillRuns(hold);

    assertThat(answers.take(Hold.of("k-renewed"), "hash").orElseThrow().abandoned()).isFalse();
  }

  /** As after the end of the portal in the middle of the request, seconds ago. */
  private void cutOff(String key, boolean beforeItsEffect) {
    String rest = beforeItsEffect ? ", made = null, made_status = null" : "";
    int rows =
        jdbc.sql(
                "update idempotency_key set status = null, body = null, held_until = ?"
                    + rest
                    + " where created_at = (select max(k.created_at) from idempotency_key k)")
            .param(Timestamp.from(Instant.now().minusSeconds(1)))
            .update();
    assertThat(rows).as(key).isEqualTo(1);
  }

  private void expire() {
    jdbc.sql("update idempotency_key set held_until = ? where status is null")
        .param(Timestamp.from(Instant.now().minusSeconds(1)))
        .update();
  }

  private int tokensCalled(String name) {
    return jdbc.sql("select count(*) from api_token where name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  private HttpResponse<String> keyed(String key, String body) {
    return client.send(
        client
            .to(TOKENS)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }
}
