package dev.rayport.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The last measurement of each cluster that serves. */
@Component
class UseTable {

  private final JdbcTemplate jdbc;

  UseTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By cluster id. */
  Map<String, Use> all() {
    Map<String, Use> all = new HashMap<>();
    jdbc.query(
        "select cluster_id, measured_at, cpus, memory_bytes, gpus, silent_since from cluster_use",
        row -> {
          all.put(row.getString("cluster_id"), use(row));
        });
    return all;
  }

  private static Use use(ResultSet row) throws SQLException {
    long silent = row.getLong("silent_since");
    Optional<Instant> silentSince =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(silent));
    double gpus = row.getDouble("gpus");
    Optional<Double> busy = row.wasNull() ? Optional.empty() : Optional.of(gpus);
    return new Use(
        Instant.ofEpochMilli(row.getLong("measured_at")),
        row.getDouble("cpus"),
        row.getLong("memory_bytes"),
        busy,
        silentSince);
  }

  /** Takes these as all there is. */
  @Transactional
  void replace(Map<String, Use> now) {
    Set<String> known =
        new HashSet<>(jdbc.queryForList("select cluster_id from cluster_use", String.class));
    List<@Nullable Object[]> fresh = new ArrayList<>();
    List<@Nullable Object[]> changed = new ArrayList<>();
    now.forEach((id, use) -> (known.contains(id) ? changed : fresh).add(values(id, use)));
    jdbc.batchUpdate(
        "update cluster_use set measured_at = ?, cpus = ?, memory_bytes = ?, gpus = ?,"
            + " silent_since = ? where cluster_id = ?",
        changed);
    jdbc.batchUpdate(
        "insert into cluster_use (measured_at, cpus, memory_bytes, gpus, silent_since, cluster_id)"
            + " values (?, ?, ?, ?, ?, ?)",
        fresh);
    known.removeAll(now.keySet());
    jdbc.batchUpdate(
        "delete from cluster_use where cluster_id = ?",
        known.stream().map(id -> new Object[] {id}).toList());
  }

  private static @Nullable Object[] values(String id, Use use) {
    return new @Nullable Object[] {
      use.at().toEpochMilli(),
      use.cpus(),
      use.memory(),
      use.gpus().orElse(null),
      use.silentSince().map(Instant::toEpochMilli).orElse(null),
      id
    };
  }
}
