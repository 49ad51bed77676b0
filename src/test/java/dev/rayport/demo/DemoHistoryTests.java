package dev.rayport.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RayportProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class DemoHistoryTests {

  @TempDir static Path home;
  private static JdbcTemplate jdbc;
  private static DemoHistory history;

  @BeforeAll
  static void fillAnEmptyDatabase() {
    DataSource database =
        new SingleConnectionDataSource("jdbc:h2:mem:demo;MODE=MySQL", "sa", "", true);
    Flyway.configure().dataSource(database).locations("classpath:db/migration/h2").load().migrate();
    jdbc = new JdbcTemplate(database);
    history =
        new DemoHistory(
            jdbc,
            PasswordEncoderFactories.createDelegatingPasswordEncoder(),
            new RayportProperties(home, "local", "", false));
    history.fill();
  }

  @Test
  void fillsThreeTenantsWithWeeks() {
    assertThat(count("tenant")).isEqualTo(3);
    assertThat(count("cluster")).isEqualTo(180);
    assertThat(count("job")).isBetween(3_500L, 5_500L);
  }

  @Test
  void holdsNothingAliveAndNothingFromTheFuture() {
    assertThat(count("cluster where state not in ('STOPPED', 'FAILED')")).isZero();
    assertThat(count("job where state not in ('SUCCEEDED', 'FAILED', 'STOPPED', 'LOST')")).isZero();
    assertThat(count("job where ended_at > localtimestamp or started_at > ended_at")).isZero();
    assertThat(count("job j join cluster c on c.id = j.cluster_id where j.ended_at > c.stopped_at"))
        .isZero();
  }

  @Test
  void keepsALogForEachJobAndThePackageThatAllWereMadeFrom() throws Exception {
    for (String id : jdbc.queryForList("select id from job", String.class)) {
      assertThat(home.resolve("logs/jobs/%s/1/driver.log".formatted(id))).isNotEmptyFile();
    }
    try (Stream<Path> packages = Files.list(home.resolve("packages/forecasting"))) {
      assertThat(packages).hasSize(1);
    }
  }

  @Test
  void leavesADatabaseWithDataAlone() {
    long jobs = count("job");
    history.fill();
    assertThat(count("job")).isEqualTo(jobs);
  }

  private static long count(String from) {
    Long rows = jdbc.queryForObject("select count(*) from " + from, Long.class);
    return rows == null ? 0 : rows;
  }
}
