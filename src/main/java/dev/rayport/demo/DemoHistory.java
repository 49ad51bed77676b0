package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import dev.rayport.base.RayportProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills a database without clusters and jobs with the history of three tenants, ending now; with
 * {@code rayport.demo} only. Sign in as {@code mira}, {@code priya} or {@code hannah}.
 */
@Component
@ConditionalOnBooleanProperty("rayport.demo")
class DemoHistory {

  static final String PASSWORD = "rayport-demo";
  private static final Logger log = LoggerFactory.getLogger(DemoHistory.class);
  private static final PastTenant.Extent WEEKS =
      new PastTenant.Extent(Duration.ofDays(35), 60, 60 * 27, false);
  private final JdbcTemplate jdbc;
  private final PasswordEncoder passwords;
  private final Path home;

  DemoHistory(JdbcTemplate jdbc, PasswordEncoder passwords, RayportProperties properties) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.home = properties.home();
  }

  /** After the first start made the administrator, before the portal says that it is ready. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(0)
  @Transactional
  public void fill() {
    if (count("cluster") + count("job") > 0 || count("tenant") > 1) {
      log.info("The demo's history is not added: there is data already.");
      return;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Rows rows = new Rows();
    List<DemoTenant> tenants = DemoTenant.all();
    Map<String, String> accounts = addAccounts(tenants, now, rows);
    DemoPackage files = DemoPackage.read();
    for (DemoTenant tenant : tenants) {
      files.store(home, tenant.name());
      new PastTenant(tenant, new PastTenant.Times(accounts, files, now), WEEKS, rows)
          .addTo(this::write, cluster -> {});
    }
    rows.insert(jdbc);
    log.info("The demo's history is there; {} sign in with {}", accounts.keySet(), PASSWORD);
  }

  private Map<String, String> addAccounts(List<DemoTenant> tenants, Instant now, Rows rows) {
    Dice dice = new Dice("accounts");
    String hash = String.valueOf(passwords.encode(PASSWORD));
    Map<String, String> accounts = new TreeMap<>();
    tenants.forEach(tenant -> tenant.members().keySet().forEach(name -> accounts.put(name, "")));
    accounts.replaceAll((name, none) -> dice.id("ac"));
    accounts.forEach((name, id) ->
        rows.add(
            "account",
            "id name password_hash administrator enabled epoch created_at version",
            id,
            name,
            hash,
            false,
            true,
            0,
            time(now.minus(Duration.ofDays(40))),
            0));
    return accounts;
  }

  /** Where the job room keeps a driver's log. */
  private List<String> write(PastJob job, int repeat, Dice dice) {
    List<String> lines = PastLog.of(job, repeat, dice);
    try {
      Path folder =
          Files.createDirectories(home.resolve("logs/jobs").resolve(job.id()).resolve("1"));
      Files.write(folder.resolve("driver.log"), lines);
      return PastLog.last(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(String table) {
    Long rows = jdbc.queryForObject("select count(*) from " + table, Long.class);
    return rows == null ? 0 : rows;
  }
}
