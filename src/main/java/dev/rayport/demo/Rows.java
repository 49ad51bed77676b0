package dev.rayport.demo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that wait to be inserted, table by table in the order of the first row ever. */
final class Rows {

  private static final int BATCH = 500;
  private final Map<String, List<@Nullable Object[]>> byStatement = new LinkedHashMap<>();

  /**
   * @param columns separated by blanks
   */
  void add(String table, String columns, @Nullable Object... values) {
    String[] names = columns.trim().split("\\s+");
    if (names.length != values.length) {
      throw new IllegalArgumentException(
          "%s: %d columns, %d values".formatted(table, names.length, values.length));
    }
    String marks = String.join(",", Collections.nCopies(values.length, "?"));
    String statement =
        "insert into %s (%s) values (%s)".formatted(table, String.join(",", names), marks);
    byStatement.computeIfAbsent(statement, key -> new ArrayList<>()).add(values);
  }

  /** How many wait. */
  int size() {
    return byStatement.values().stream().mapToInt(List::size).sum();
  }

  /** Inserts those that wait. */
  void insert(JdbcTemplate jdbc) {
    byStatement.forEach((statement, rows) -> {
      for (int from = 0; from < rows.size(); from += BATCH) {
        jdbc.batchUpdate(statement, rows.subList(from, Math.min(rows.size(), from + BATCH)));
      }
      rows.clear();
    });
  }

  /** Times lie in the database as UTC without a zone. */
  static LocalDateTime time(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
