package dev.rayport.base;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What one portal tells the others that serve the same database, a row for each piece. */
@Component
class NewsTable {

  private final JdbcClient jdbc;
  private final Replica replica;

  NewsTable(JdbcClient jdbc, Replica replica) {
    this.jdbc = jdbc;
    this.replica = replica;
  }

  /**
   * A piece of news.
   *
   * @param id grows, but not in the order of commits, and not without gaps
   * @param mine whether this process told it
   */
  record Row(long id, boolean mine, Change change) {}

  boolean isRead() {
    return replica.mayHaveOthers();
  }

  /** Tells it in the caller's transaction. */
  void tell(Change change) {
    if (isRead()) {
      jdbc.sql(
              "insert into news (told, replica, tenant, kind, object)"
                  + " values (unix_timestamp(), ?, ?, ?, ?)")
          .params(replica.id(), change.tenant(), change.kind(), change.id())
          .update();
    }
  }

  long newest() {
    return jdbc.sql("select coalesce(max(id), 0) from news").query(Long.class).single();
  }

  /** The oldest beyond an id. */
  List<Row> beyond(long id, int most) {
    return jdbc.sql(
            "select id, replica, tenant, kind, object from news where id > ? order by id limit ?")
        .params(id, most)
        .query((row, number) ->
            new Row(
                row.getLong("id"),
                row.getString("replica").equals(replica.id()),
                new Change(
                    row.getString("tenant"), row.getString("kind"), row.getString("object"))))
        .list();
  }

  int removeOlderThan(Duration age, int most) {
    return jdbc.sql("delete from news where told < unix_timestamp() - ? limit ?")
        .params(age.toSeconds(), most)
        .update();
  }
}
