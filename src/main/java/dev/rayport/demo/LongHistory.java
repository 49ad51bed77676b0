package dev.rayport.demo;

import static dev.rayport.demo.Rows.time;

import dev.rayport.base.RayportProperties;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Fills an empty database with as many clusters as {@code rayport.history} says, seven and a half
 * times as many jobs and what the audit log says of them: eight tenants, two years, no logs. The
 * same each time, but for the dates. To see how lists do that have grown long.
 */
@Component
@ConditionalOnProperty("rayport.history")
class LongHistory {

  private static final Logger log = LoggerFactory.getLogger(LongHistory.class);
  private static final Duration YEARS = Duration.ofDays(730);
  private static final int AT_A_TIME = 50_000;
  private static final int PEOPLE = 12;

  /** Parts of twenty that each tenant has of all clusters; the first has nearly a third. */
  private static final List<Integer> SHARES = List.of(6, 4, 3, 2, 2, 1, 1, 1);

  private static final List<String> NAMES =
      List.of(
          "mira", "jonas", "elif", "priya", "tomas", "aiko", "hannah", "oskar", "luis", "noor",
          "ines", "pavel");

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final PasswordEncoder passwords;
  private final RayportProperties properties;
  private final int clusters;

  LongHistory(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      PasswordEncoder passwords,
      RayportProperties properties,
      Environment environment) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.passwords = passwords;
    this.properties = properties;
    this.clusters = environment.getRequiredProperty("rayport.history", Integer.class);
  }

  /** Before the portal says that it is ready. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(0)
  public void fill() {
    Long there = jdbc.queryForObject("select count(*) from cluster", Long.class);
    if (there == null || there > 0) {
      log.info("No history is added: there is data already.");
      return;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Rows rows = new Rows();
    DemoPackage files = DemoPackage.read();
    for (int number = 1; number <= SHARES.size(); number++) {
      int share = clusters * SHARES.get(number - 1) / 20;
      DemoTenant tenant = tenant(number);
      files.store(properties.home(), tenant.name());
      PastTenant.Times times = new PastTenant.Times(accounts(tenant, now, rows), files, now);
      PastTenant.Extent extent = new PastTenant.Extent(YEARS, share, share * 15 / 2, true);
      new PastTenant(tenant, times, extent, rows)
          .addTo((job, repeat, dice) -> List.of(job.reason()), cluster -> insert(rows, AT_A_TIME));
      insert(rows, 1);
      log.info("{} has {} clusters and {} jobs", tenant.name(), share, extent.jobs());
    }
  }

  private void insert(Rows rows, int least) {
    if (rows.size() >= least) {
      transactions.executeWithoutResult(status -> rows.insert(jdbc));
    }
  }

  private static DemoTenant tenant(int number) {
    List<DemoTenant> like = DemoTenant.all();
    Map<String, Role> members = new TreeMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      members.put(NAMES.get(i) + "-" + number, i == 2 ? Role.LEAD : Role.RESEARCHER);
    }
    return new DemoTenant(
        "team-" + number, members, new ArrayList<>(like.get(number % like.size()).works()));
  }

  private Map<String, String> accounts(DemoTenant tenant, Instant now, Rows rows) {
    Dice dice = new Dice("accounts of " + tenant.name());
    String hash = String.valueOf(passwords.encode(DemoHistory.PASSWORD));
    Map<String, String> accounts = new TreeMap<>();
    tenant.members().keySet().forEach(name -> accounts.put(name, dice.id("ac")));
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
            time(now.minus(YEARS)),
            0));
    return accounts;
  }
}
