package dev.rayport.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RayportProperties;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

class LongHistoryTests {

  @TempDir private Path home;

  @Test
  void fillsEightTenantsAlikeEachTime() {
    JdbcTemplate first = filled("first");
    JdbcTemplate second = filled("second");

    assertThat(count(first, "tenant")).isEqualTo(8);
    assertThat(count(first, "cluster")).isEqualTo(100);
    assertThat(count(first, "job")).isBetween(700L, 750L);
    assertThat(count(first, "audit_entry")).isGreaterThan(800);
    assertThat(count(first, "job where created_at > localtimestamp or ended_at < started_at"))
        .isZero();
    assertThat(names(first)).isEqualTo(names(second));
  }

  @SuppressWarnings("deprecation")
  private JdbcTemplate filled(String name) {
    var database =
        new SingleConnectionDataSource("jdbc:h2:mem:" + name + ";MODE=MySQL", "sa", "", true);
    Flyway.configure().dataSource(database).locations("classpath:db/migration/h2").load().migrate();
    JdbcTemplate jdbc = new JdbcTemplate(database);
    new LongHistory(
            jdbc,
            TransactionOperations.withoutTransaction(),
            NoOpPasswordEncoder.getInstance(),
            new RayportProperties(home, "local", "", false),
            new MockEnvironment().withProperty("rayport.history", "100"))
        .fill();
    return jdbc;
  }

  private static List<String> names(JdbcTemplate jdbc) {
    return jdbc.queryForList("select concat(id, name, state) from job order by id", String.class);
  }

  private static long count(JdbcTemplate jdbc, String from) {
    Long rows = jdbc.queryForObject("select count(*) from " + from, Long.class);
    return rows == null ? 0 : rows;
  }
}
