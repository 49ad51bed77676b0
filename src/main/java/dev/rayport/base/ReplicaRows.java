package dev.rayport.base;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The portals of this database as rows. Ages are by the database's clock, which all share. */
final class ReplicaRows {

  private final JdbcClient jdbc;

  ReplicaRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A portal that serves the database.
   *
   * @param id new with each start
   * @param place host and process, for people
   * @param home tells data directories apart
   * @param backend as in {@link RayportProperties}
   */
  record Row(String id, String place, String home, String backend) {}

  void add(Row row) {
    jdbc.sql(
            "insert into replica (id, place, home, backend, seen)"
                + " values (?, ?, ?, ?, unix_timestamp())")
        .params(row.id(), row.place(), row.home(), row.backend())
        .update();
  }

  /** Says that it lives; false when its row is gone. */
  boolean renew(Row row) {
    return jdbc.sql("update replica set seen = unix_timestamp() where id = ?")
            .param(row.id())
            .update()
        > 0;
  }

  /** Those that came before and were heard of lately. */
  List<Row> before(Row row, Duration lately) {
    return jdbc.sql(
            """
            select id, place, home, backend from replica
            where seen >= unix_timestamp() - ?
              and number < (select r.number from replica r where r.id = ?)
            order by number
            """)
        .params(lately.toSeconds(), row.id())
        .query((found, number) ->
            new Row(
                found.getString("id"),
                found.getString("place"),
                found.getString("home"),
                found.getString("backend")))
        .list();
  }

  Set<String> living(Duration lately) {
    return jdbc.sql("select id from replica where seen >= unix_timestamp() - ?")
        .param(lately.toSeconds())
        .query(String.class)
        .set();
  }

  void remove(Row row) {
    jdbc.sql("delete from replica where id = ?").param(row.id()).update();
  }

  void removeUnheard(Duration longAgo) {
    jdbc.sql("delete from replica where seen < unix_timestamp() - ?")
        .param(longAgo.toSeconds())
        .update();
  }

  /** What all agree on; the first who asks decides. */
  String agreed(String name, String proposal) {
    Optional<String> there = fact(name);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      jdbc.sql("insert into portal_fact (name, content) values (?, ?)")
          .params(name, proposal)
          .update();
      return proposal;
    } catch (DuplicateKeyException faster) {
      return fact(name).orElseThrow(() -> faster);
    }
  }

  void agreeAnew(String name, String content) {
    jdbc.sql("update portal_fact set content = ? where name = ?").params(content, name).update();
  }

  private Optional<String> fact(String name) {
    return jdbc.sql("select content from portal_fact where name = ?")
        .param(name)
        .query(String.class)
        .optional();
  }
}
