package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.rememberme.PersistentRememberMeToken;

@TenantRoomTest
class CleanUpTests {

  private static final Instant NOW = Instant.now();
  @Autowired SchedulerClient scheduler;
  @Autowired private List<OldRows> all;
  @Autowired private ActingAs actingAs;
  @Autowired private ApiTokens tokens;
  @Autowired private RememberedSignIns remembered;
  @Autowired private JdbcClient jdbc;

  @Test
  void whatHasEndedByTimeGoesAndTheRestStays() {
    token("ended", Duration.ofNanos(1));
    token("good", Duration.ofDays(1));
    remember("ended", Duration.ofDays(15));
    remember("good", Duration.ofDays(13));
    answer("ended", Duration.ofHours(25));
    answer("good", Duration.ofHours(23));

    all.forEach(old -> old.removeOld(Instant.now()));

    assertThat(left("name", "api_token")).containsExactly("good");
    assertThat(left("series", "persistent_logins")).containsExactly("good");
    assertThat(left("id", "idempotency_key")).containsExactly("good");
  }

  @Test
  void itIsDueOnceADay() {
    Instant due =
        scheduler
            .getScheduledExecution(TaskInstanceId.of(CleanUp.TASK, RecurringTask.INSTANCE))
            .orElseThrow()
            .getExecutionTime();

    assertThat(due).isBetween(NOW.minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
  }

  private void token(String name, Duration life) {
    NewToken wish = new NewToken(name, Scope.READ, Optional.of(life), Optional.empty());
    actingAs.call("admin", new TenantId("default"), () -> tokens.issue(wish));
  }

  private void remember(String series, Duration ago) {
    remembered.createNewToken(
        new PersistentRememberMeToken("admin", series, "value", Date.from(NOW.minus(ago))));
  }

  private void answer(String id, Duration ago) {
    jdbc.sql("insert into idempotency_key (id, request_hash, created_at) values (?, 'x', ?)")
        .params(id, Timestamp.from(NOW.minus(ago)))
        .update();
  }

  private List<String> left(String column, String table) {
    return jdbc.sql(
            "select %s from %s where %s in ('ended', 'good')".formatted(column, table, column))
        .query(String.class)
        .list();
  }
}
