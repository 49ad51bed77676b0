package dev.rayport.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * This process among all that serve the same database. It says every other second that it lives;
 * who says nothing for {@link #GIVEN_UP} has lost to the others what it held. One that was only
 * frozen for so long notices it before it acts again. H2 serves one process, which is alone.
 */
@Component
@DependsOnDatabaseInitialization
public class Replica implements DisposableBean {

  /** After this long without a word others take over, by the database's clock. */
  public static final Duration GIVEN_UP = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(Replica.class);
  private static final Duration BEAT = Duration.ofSeconds(2);

  /** Well before others take over, it does not rely on what it holds. */
  private static final Duration SURE = Duration.ofSeconds(8);

  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final String KEY_FACT = "secret-key";
  private static final int LONGEST_PLACE = 200;

  private final String id = RandomId.next("rep");
  private final Optional<Shared> shared;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("replica").factory());
  private volatile long beat = System.nanoTime();
  private volatile long term;

  private record Shared(ReplicaRows rows, ReplicaRows.Row me) {}

  /**
   * @throws CannotStart when others serve the database in a way that this one cannot join
   */
  @Autowired
  Replica(DataSource database, JdbcClient jdbc, RayportProperties properties, SecretBox box) {
    shared = isShared(database) ? Optional.of(join(jdbc, properties, box)) : Optional.empty();
    if (shared.isPresent()) {
      heart.scheduleWithFixedDelay(
          this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Replica() {
    shared = Optional.empty();
  }

  /** One that shares its database with nobody. */
  public static Replica alone() {
    return new Replica();
  }

  /** New with each start. */
  public String id() {
    return id;
  }

  /** Whether other processes may serve the same database at this moment. */
  public boolean mayHaveOthers() {
    return shared.isPresent();
  }

  /** Grows whenever others may have taken over what this process held. */
  public long term() {
    return term;
  }

  /** Whether what was held in a term is held still. */
  public boolean holds(long since) {
    return shared.isEmpty() || term == since && age() < SURE.toNanos();
  }

  /** Ids of all that were heard of lately, this one among them. */
  public Set<String> living() {
    return shared.map(known -> known.rows().living(GIVEN_UP)).orElseGet(() -> Set.of(id));
  }

  private long age() {
    return System.nanoTime() - beat;
  }

  private Shared join(JdbcClient jdbc, RayportProperties properties, SecretBox box) {
    ReplicaRows rows = new ReplicaRows(jdbc);
    checkKey(rows, properties, box);
    rows.removeUnheard(FORGOTTEN);
    ReplicaRows.Row me =
        new ReplicaRows.Row(id, place(), homeId(properties.home()), properties.backend());
    rows.add(me);
    List<ReplicaRows.Row> others = rows.before(me, GIVEN_UP);
    Optional<CannotStart> refusal = ReplicaRule.refusal(me, others);
    if (refusal.isPresent()) {
      rows.remove(me);
      throw refusal.get();
    }
    if (!others.isEmpty()) {
      log.info(
          "Serves this database together with {}",
          others.stream().map(ReplicaRows.Row::place).toList());
    }
    return new Shared(rows, me);
  }

  private static void checkKey(ReplicaRows rows, RayportProperties properties, SecretBox box) {
    String mine = box.derive("fingerprint of secret.key");
    if (rows.agreed(KEY_FACT, mine).equals(mine)) {
      return;
    }
    if (!properties.acceptNewSecretKey()) {
      throw ReplicaRule.anotherKey(box.file());
    }
    log.warn("From now on another secret.key counts: what was sealed with the old one is lost");
    rows.agreeAnew(KEY_FACT, mine);
  }

  private void beat() {
    Shared known = shared.orElseThrow();
    long began = System.nanoTime();
    try {
      if (!known.rows().renew(known.me())) {
        known.rows().add(known.me());
      }
      if (age() > SURE.toNanos()) {
        term++;
        log.warn("Said nothing for {} s; others may have taken over", age() / 1_000_000_000);
      }
      beat = began;
    } catch (DataAccessException e) {
      log.debug("The database was not told that this portal lives: {}", e.toString());
    }
  }

  private static boolean isShared(DataSource database) {
    try {
      String product =
          JdbcUtils.extractDatabaseMetaData(database, data -> data.getDatabaseProductName());
      return !"H2".equals(product);
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("The database does not say what it is", e);
    }
  }

  private static String homeId(Path home) {
    try {
      byte[] fresh = RandomId.next("home").getBytes(StandardCharsets.UTF_8);
      byte[] there = PrivateFile.once(home.resolve("home.id"), () -> fresh);
      return new String(there, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory %s cannot be used".formatted(home), e);
    }
  }

  /** Process and host. */
  private static String place() {
    String name = "process " + ManagementFactory.getRuntimeMXBean().getName();
    return name.substring(0, Math.min(name.length(), LONGEST_PLACE));
  }

  @Override
  public void destroy() {
    heart.shutdownNow();
    try {
      shared.ifPresent(known -> known.rows().remove(known.me()));
    } catch (DataAccessException e) {
      log.debug("The database was not told that this portal ends: {}", e.toString());
    }
  }
}
