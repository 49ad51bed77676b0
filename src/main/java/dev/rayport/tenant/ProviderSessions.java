package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Browsers that the identity provider signed in, a row for each in the database that all portals
 * share: whichever of them is told that a session ended, it has ended in all.
 */
@Component
class ProviderSessions implements OldRows {

  private static final Duration SEEN_EVERY = Duration.ofHours(1);
  private static final Duration UNSEEN_LAST = Duration.ofDays(2);
  private final JdbcClient jdbc;
  private final Standings standings;
  private final TransactionTemplate transaction;

  ProviderSessions(JdbcClient jdbc, Standings standings, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.standings = standings;
    this.transaction = transaction;
  }

  /**
   * @param providerId what the provider calls its session; empty when it does not say
   */
  String open(String accountId, String providerId) {
    String id = RandomId.next("ps");
    jdbc.sql("insert into provider_session (id, account_id, provider_id, seen_at) values (?,?,?,?)")
        .params(id, accountId, providerId, Timestamp.from(Instant.now()))
        .update();
    return id;
  }

  boolean isOpen(String id) {
    List<Instant> seen =
        jdbc.sql("select seen_at from provider_session where id = ?")
            .param(id)
            .query((row, number) -> row.getTimestamp("seen_at").toInstant())
            .list();
    Instant now = Instant.now();
    if (!seen.isEmpty() && seen.getFirst().plus(SEEN_EVERY).isBefore(now)) {
      jdbc.sql("update provider_session set seen_at = ? where id = ?")
          .params(Timestamp.from(now), id)
          .update();
    }
    return !seen.isEmpty();
  }

  void end(String id) {
    endAll("id", id);
  }

  /** Its person signs out: their tabs are on their way, and are not to be led elsewhere. */
  void left(String id) {
    jdbc.sql("delete from provider_session where id = ?").param(id).update();
  }

  /** One session of the provider's may be several browsers' or tabs' here. */
  void endOfProvider(String providerId) {
    endAll("provider_id", providerId);
  }

  void endOfAccount(String accountId) {
    endAll("account_id", accountId);
  }

  private void endAll(String column, String value) {
    transaction.executeWithoutResult(status -> {
      List<String> whose =
          jdbc.sql("select account_id from provider_session where " + column + " = ?")
              .param(value)
              .query(String.class)
              .list();
      jdbc.sql("delete from provider_session where " + column + " = ?").param(value).update();
      whose.stream().distinct().forEach(standings::changed);
    });
  }

  @Override
  public int removeOld(Instant now) {
    return jdbc.sql("delete from provider_session where seen_at < ?")
        .param(Timestamp.from(now.minus(UNSEEN_LAST)))
        .update();
  }
}
