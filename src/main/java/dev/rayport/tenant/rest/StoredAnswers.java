package dev.rayport.tenant.rest;

import dev.rayport.base.SecretBox;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers kept by idempotency key. The first of many equal requests is the one that adds a row. */
@Component
class StoredAnswers {

  private static final Duration KEPT = Duration.ofHours(24);
  // The longest a request can run; one that never ended was cut off by the end of its portal.
  private static final Duration RUNS_AT_MOST = Duration.ofMinutes(10);
  private final JdbcClient jdbc;
  private final SecretBox box;

  StoredAnswers(JdbcClient jdbc, SecretBox box) {
    this.jdbc = jdbc;
    this.box = box;
  }

  /** What was answered. */
  record Answer(
      int status, @Nullable String contentType, @Nullable String location, @Nullable String body) {

    /** Without the values that may be secrets. */
    @Override
    public String toString() {
      return "Answer[%d, %s]".formatted(status, location);
    }
  }

  /**
   * What is known about a key.
   *
   * @param answer empty while the first request runs
   */
  record Known(String requestHash, Optional<Answer> answer) {}

  /** Takes the key for this request; otherwise what is known of the one that took it. */
  Optional<Known> take(String id, String requestHash) {
    forgetOld();
    try {
      jdbc.sql("insert into idempotency_key (id, request_hash, created_at) values (?, ?, ?)")
          .params(id, requestHash, Timestamp.from(Instant.now()))
          .update();
      return Optional.empty();
    } catch (DuplicateKeyException taken) {
      return Optional.of(find(id).orElse(new Known(requestHash, Optional.empty())));
    }
  }

  void keep(String id, Answer answer) {
    String body = answer.body() == null ? null : box.seal(answer.body());
    jdbc.sql(
            "update idempotency_key set status = ?, content_type = ?, location = ?, body = ?"
                + " where id = ?")
        .params(answer.status(), answer.contentType(), answer.location(), body, id)
        .update();
  }

  /** Gives the key back, so that the request can be tried again. */
  void release(String id) {
    jdbc.sql("delete from idempotency_key where id = ?").param(id).update();
  }

  private void forgetOld() {
    Instant now = Instant.now();
    jdbc.sql(
            "delete from idempotency_key where created_at < ?"
                + " or (status is null and created_at < ?)")
        .params(Timestamp.from(now.minus(KEPT)), Timestamp.from(now.minus(RUNS_AT_MOST)))
        .update();
  }

  private Optional<Known> find(String id) {
    return jdbc.sql(
            "select request_hash, status, content_type, location, body from idempotency_key"
                + " where id = ?")
        .param(id)
        .query((row, number) -> {
          int status = row.getInt("status");
          if (row.wasNull()) {
            return new Known(row.getString("request_hash"), Optional.empty());
          }
          String body = row.getString("body");
          Answer answer =
              new Answer(
                  status,
                  row.getString("content_type"),
                  row.getString("location"),
                  body == null ? null : box.open(body));
          return new Known(row.getString("request_hash"), Optional.of(answer));
        })
        .optional();
  }
}
