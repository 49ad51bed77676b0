package dev.rayport.replicas;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.base.ChangeFeed.Subscription;
import dev.rayport.base.Quantity;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.core.env.Environment;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Clusters that several portals share, as rows of a database of their own: READY as soon as they
 * are applied. Notes when two portals call for one cluster at the same time.
 */
final class SharedBackend implements ClusterBackend {

  private final DataSource database;
  private final JdbcClient jdbc;
  private final Optional<RayEndpoint> ray;

  /**
   * @param ray address of the one Ray behind all of them, or empty
   */
  SharedBackend(DataSource database, String ray) {
    this.database = database;
    this.jdbc = JdbcClient.create(database);
    this.ray =
        ray.isEmpty()
            ? Optional.empty()
            : Optional.of(new RayEndpoint(URI.create(ray), Optional.of("secret")));
  }

  /** As the portal's process is told. */
  static SharedBackend of(Environment environment) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(environment.getRequiredProperty("test.world"));
    config.setUsername(environment.getRequiredProperty("spring.datasource.username"));
    config.setPassword(environment.getRequiredProperty("spring.datasource.password"));
    return new SharedBackend(new HikariDataSource(config), environment.getProperty("test.ray", ""));
  }

  @Override
  public String description() {
    return "shared";
  }

  @Override
  public boolean hasAutoscaler() {
    return false;
  }

  @Override
  public Fit fit(ClusterSpec spec) {
    return Fit.now();
  }

  @Override
  public void apply(ClusterKey key, ClusterSpec spec) {
    alone(
        key,
        "apply",
        () -> {
          try {
            jdbc.sql("insert into there (id, tenant, stage, name) values (?, ?, ?, ?)")
                .params(key.id(), key.tenant(), key.stage(), key.name())
                .update();
          } catch (DuplicateKeyException already) {
            return;
          }
        });
  }

  @Override
  public void stop(ClusterKey key) {
    alone(key, "stop", () -> jdbc.sql("delete from there where id = ?").param(key.id()).update());
  }

  @Override
  public void suspend(ClusterKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ClusterObservation> observe(ClusterKey key) {
    return list().stream()
        .filter(there -> there.id().equals(key.id()))
        .findFirst()
        .map(there ->
            new ClusterObservation(
                ClusterObservation.Phase.READY, "", "", List.of(), List.of(head()), ray));
  }

  private static NodeObservation head() {
    Quantity one = Quantity.of(1);
    return new NodeObservation(
        "head",
        "head",
        NodeObservation.State.READY,
        "",
        "127.0.0.1",
        one,
        one,
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Override
  public List<ClusterKey> list() {
    return jdbc.sql("select id, tenant, stage, name from there")
        .query((row, number) ->
            new ClusterKey(
                row.getString("id"),
                row.getString("tenant"),
                row.getString("stage"),
                row.getString("name")))
        .list();
  }

  @Override
  public Subscription watch(Consumer<ClusterKey> onChange) {
    return () -> {};
  }

  /** The lock goes with its connection, so that a killed portal leaves none behind. */
  private void alone(ClusterKey key, String what, Runnable action) {
    try (Connection connection = database.getConnection()) {
      if (!got(connection, "select get_lock(?, 0)", key)) {
        jdbc.sql("insert into clash (id, what) values (?, ?)").params(key.id(), what).update();
      }
      action.run();
      got(connection, "select release_lock(?)", key);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean got(Connection connection, String sql, ClusterKey key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key.id());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getInt(1) == 1;
      }
    }
  }
}
