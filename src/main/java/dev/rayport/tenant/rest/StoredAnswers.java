package dev.rayport.tenant.rest;

import dev.rayport.base.RandomId;
import dev.rayport.base.SecretBox;
import dev.rayport.tenant.OldRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers kept by idempotency key. The first of many equal requests is the one that adds a row; it
 * holds the row as long as its portal lives, and loses it when that dies before the answer.
 */
@Component
class StoredAnswers implements OldRows {

  /** How long a request holds its key without saying that it still runs. */
  static final Duration HELD = Duration.ofSeconds(5);

  private static final Duration KEPT = Duration.ofHours(24);
  private final JdbcClient jdbc;
  private final SecretBox box;

  StoredAnswers(JdbcClient jdbc, SecretBox box) {
    this.jdbc = jdbc;
    this.box = box;
  }

  /**
   * A request's hold on a key.
   *
   * @param runner tells this request from any other with the key
   */
  record Hold(String key, String runner) {

    static Hold of(String key) {
      return new Hold(key, RandomId.next("run"));
    }
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
   * What a request has done, committed with its doing.
   *
   * @param address where it can be read
   * @param status of the answer that tells of it
   */
  record Effect(String address, int status) {}

  /**
   * What is known about a key.
   *
   * @param answer empty while the first request runs, or when it never answered
   * @param abandoned its request no longer runs, and has not answered
   */
  record Known(
      String requestHash,
      Optional<Answer> answer,
      Optional<Effect> effect,
      String runner,
      boolean abandoned) {}

  /** Takes the key for this request; otherwise what is known of the one that took it. */
  Optional<Known> take(Hold hold, String requestHash) {
    Instant now = Instant.now();
    jdbc.sql("delete from idempotency_key where id = ? and created_at < ?")
        .params(hold.key(), Timestamp.from(now.minus(KEPT)))
        .update();
    try {
      jdbc.sql(
              "insert into idempotency_key (id, request_hash, created_at, runner, held_until)"
                  + " values (?, ?, ?, ?, ?)")
          .params(hold.key(), requestHash, Timestamp.from(now), hold.runner(), until(now))
          .update();
      return Optional.empty();
    } catch (DuplicateKeyException taken) {
      return Optional.of(
          find(hold.key(), now)
              .orElse(new Known(requestHash, Optional.empty(), Optional.empty(), "", false)));
    }
  }

  /** Takes an abandoned key; false when somebody else was faster, or its request did something. */
  boolean takeOver(Hold hold, Known abandoned) {
    Instant now = Instant.now();
    return jdbc.sql(
                "update idempotency_key set runner = ?, held_until = ? where id = ?"
                    + " and coalesce(runner, '') = ? and coalesce(made, '') = ? and status is null")
            .params(
                hold.runner(),
                until(now),
                hold.key(),
                abandoned.runner(),
                abandoned.effect().map(Effect::address).orElse(""))
            .update()
        == 1;
  }

  void stillRuns(Hold hold) {
    jdbc.sql("update idempotency_key set held_until = ? where id = ? and runner = ?")
        .params(until(Instant.now()), hold.key(), hold.runner())
        .update();
  }

  /** Notes what the request does, in its transaction; false when it has lost its hold. */
  boolean note(Hold hold, Effect effect) {
    return jdbc.sql(
                "update idempotency_key set made = ?, made_status = ? where id = ? and runner = ?")
            .params(effect.address(), effect.status(), hold.key(), hold.runner())
            .update()
        == 1;
  }

  void keep(Hold hold, Answer answer) {
    String body = answer.body() == null ? null : box.seal(answer.body());
    jdbc.sql(
            "update idempotency_key set status = ?, content_type = ?, location = ?, body = ?"
                + " where id = ? and runner = ?")
        .params(
            answer.status(),
            answer.contentType(),
            answer.location(),
            body,
            hold.key(),
            hold.runner())
        .update();
  }

  /** Gives the key back, so that what had no effect can be tried again, and what had be told. */
  void release(Hold hold) {
    jdbc.sql("delete from idempotency_key where id = ? and runner = ? and made is null")
        .params(hold.key(), hold.runner())
        .update();
    jdbc.sql("update idempotency_key set held_until = null where id = ? and runner = ?")
        .params(hold.key(), hold.runner())
        .update();
  }

  @Override
  public int removeOld(Instant now) {
    return jdbc.sql("delete from idempotency_key where created_at < ?")
        .param(Timestamp.from(now.minus(KEPT)))
        .update();
  }

  private static Timestamp until(Instant now) {
    return Timestamp.from(now.plus(HELD));
  }

  private Optional<Known> find(String key, Instant now) {
    return jdbc.sql("select * from idempotency_key where id = ?")
        .param(key)
        .query((row, number) -> known(row, now))
        .optional();
  }

  private Known known(ResultSet row, Instant now) throws SQLException {
    Optional<Answer> answer = answer(row);
    Timestamp until = row.getTimestamp("held_until");
    String made = row.getString("made");
    String runner = row.getString("runner");
    return new Known(
        row.getString("request_hash"),
        answer,
        made == null ? Optional.empty() : Optional.of(new Effect(made, row.getInt("made_status"))),
        runner == null ? "" : runner,
        answer.isEmpty() && (until == null || until.toInstant().isBefore(now)));
  }

  private Optional<Answer> answer(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    if (row.wasNull()) {
      return Optional.empty();
    }
    String body = row.getString("body");
    return Optional.of(
        new Answer(
            status,
            row.getString("content_type"),
            row.getString("location"),
            body == null ? null : box.open(body)));
  }
}
