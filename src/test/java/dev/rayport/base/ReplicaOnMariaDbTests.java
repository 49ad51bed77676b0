package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rayport.MariaDbServer;
import dev.rayport.OnMariaDb;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What portals on one database know of each other. */
@ExtendWith(OnMariaDb.IsThere.class)
class ReplicaOnMariaDbTests {

  @TempDir Path home;
  private final HikariDataSource database = database();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private final List<Replica> replicas = new ArrayList<>();
  private final List<NewsReader> readers = new ArrayList<>();

  private static HikariDataSource database() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(MariaDbServer.running().emptyDatabase());
    config.setUsername(MariaDbServer.USER);
    config.setPassword(MariaDbServer.running().password());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  @BeforeEach
  void tables() {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/mariadb")
        .load()
        .migrate();
  }

  @AfterEach
  void end() {
    readers.forEach(NewsReader::destroy);
    replicas.forEach(Replica::destroy);
    database.close();
  }

  private Replica replica(Path where, String backend, boolean newKey) {
    RayportProperties properties = new RayportProperties(where, backend, "", newKey);
    Replica replica =
        new Replica(
            database, jdbc, properties, new SecretBox(properties, new SecretKeyProperties(null)));
    replicas.add(replica);
    return replica;
  }

  private ChangeFeed feed(Replica replica) {
    NewsTable table = new NewsTable(jdbc, replica);
    ChangeFeed feed = new ChangeFeed(table);
    readers.add(new NewsReader(table, feed));
    return feed;
  }

  private Path homeWithSameKey(String name) throws Exception {
    Path other = Files.createDirectory(home.resolve(name));
    new SecretBox(new RayportProperties(home, "fake", "", false), new SecretKeyProperties(null));
    Files.copy(home.resolve("secret.key"), other.resolve("secret.key"));
    return other;
  }

  @Test
  void twoHomesOfLocalClustersOnOneDatabaseAreRefused() throws Exception {
    replica(home, "local", false);
    Path other = homeWithSameKey("other");
    assertThatThrownBy(() -> replica(other, "local", false))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("with another RAYPORT_HOME, and both would start the same clusters");
    assertThat(jdbc.sql("select count(*) from replica").query(Long.class).single()).isOne();
  }

  @Test
  void twoHomesOfClustersOnKubernetesAreRefusedAndOneIsNot() throws Exception {
    replica(home, "kubernetes", false);
    Path other = homeWithSameKey("other");
    assertThatThrownBy(() -> replica(other, "kubernetes", false))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("packages and logs in vain");
    assertThat(replica(home, "kubernetes", false).living()).hasSize(2);
  }

  @Test
  void twoBackendsAreRefused() {
    replica(home, "kubernetes", false);
    assertThatThrownBy(() -> replica(home, "local", false))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("with backend kubernetes and this portal is set to local");
  }

  @Test
  void anotherSecretKeyIsRefusedEvenWhenTheFirstPortalIsGone() throws Exception {
    replica(home, "kubernetes", false).destroy();
    Path other = Files.createDirectory(home.resolve("other"));
    assertThatThrownBy(() -> replica(other, "kubernetes", false))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("sealed with another key than " + other.resolve("secret.key"));
    replica(other, "kubernetes", true);
    assertThat(replica(other, "kubernetes", false).living()).hasSize(2);
  }

  @Test
  void anotherHomeMayTakeOverFromAPortalThatIsGone() throws Exception {
    replica(home, "local", false);
    jdbc.sql("update replica set seen = seen - 16").update();
    Path other = homeWithSameKey("other");
    assertThat(replica(other, "local", false).living()).hasSize(1);
  }

  @Test
  void manyFirstStartsAtOnceAgreeOnOneKey() throws Exception {
    Path file = home.resolve("keys").resolve("secret.key");
    List<String> keys = Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        byte[] mine = ("key " + i).getBytes(StandardCharsets.UTF_8);
        threads.submit(
            () -> keys.add(new String(PrivateFile.once(file, () -> mine), StandardCharsets.UTF_8)));
      }
    }
    assertThat(keys).hasSize(8).containsOnly(Files.readString(file));
    try (var all = Files.list(home.resolve("keys"))) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void newsReachTheOtherWithinASecondAndInNoOtherCase() throws Exception {
    ChangeFeed here = feed(replica(home, "kubernetes", false));
    ChangeFeed there = feed(replica(home, "kubernetes", false));
    Map<String, Long> heard = new ConcurrentHashMap<>();
    there.subscribe(change -> heard.putIfAbsent(change.id(), System.nanoTime()));
    Map<String, Long> told = new ConcurrentHashMap<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 200).forEach(i -> threads.submit(() -> tell(here, i, told)));
    }
    Awaitility.await().until(() -> heard.keySet().containsAll(told.keySet()));
    List<Long> millis =
        told.keySet().stream()
            .map(id -> Duration.ofNanos(heard.get(id) - told.get(id)).toMillis())
            .sorted()
            .toList();
    System.out.printf(
        "News: median %d ms, p95 %d ms, last %d ms%n",
        millis.get(millis.size() / 2), millis.get(millis.size() * 95 / 100), millis.getLast());
    assertThat(millis.get(millis.size() * 95 / 100)).isLessThanOrEqualTo(1_000);
    assertThat(heard.keySet()).isEqualTo(told.keySet());
  }

  /** Every fifth is rolled back, every seventh commits late, so that others overtake it. */
  private void tell(ChangeFeed feed, int number, Map<String, Long> told) {
    String id = "c" + number;
    transaction.executeWithoutResult(status -> {
      feed.publish(new Change("lab", "cluster", id));
      if (number % 7 == 0) {
        jdbc.sql("select sleep(0.3)").query(Integer.class).single();
      }
      if (number % 5 == 0) {
        status.setRollbackOnly();
      }
    });
    if (number % 5 != 0) {
      told.put(id, System.nanoTime());
    }
  }

  @Test
  void whoSaidNothingForLongHoldsNothingAnyMore() {
    Replica replica = replica(home, "kubernetes", false);
    long term = replica.term();
    assertThat(replica.holds(term)).isTrue();
    jdbc.sql("rename table replica to gone").update();
    Awaitility.await()
        .atMost(Duration.ofSeconds(12))
        .untilAsserted(() -> assertThat(replica.holds(term)).isFalse());
    jdbc.sql("rename table gone to replica").update();
    Awaitility.await().untilAsserted(() -> assertThat(replica.term()).isGreaterThan(term));
    assertThat(replica.holds(term)).isFalse();
    assertThat(replica.holds(replica.term())).isTrue();
  }
}
