package dev.rayport.replicas;

import dev.rayport.MariaDbServer;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The table of {@link SharedBackend}, in a database of its own: the portal's starts empty. */
final class SharedWorld implements World {

  private final String url;
  private final String ray;
  private final JdbcClient jdbc;

  /**
   * @param ray address of the one Ray behind all clusters
   */
  SharedWorld(MariaDbServer server, String ray) {
    this.url = server.emptyDatabase();
    this.ray = ray;
    this.jdbc =
        JdbcClient.create(new DriverManagerDataSource(url, MariaDbServer.USER, server.password()));
    jdbc.sql(
            "create table there (id varchar(32) primary key, tenant varchar(36), stage varchar(20),"
                + " name varchar(36))")
        .update();
    jdbc.sql("create table clash (id varchar(32), what varchar(20))").update();
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("rayport.backend", "shared", "test.world", url, "test.ray", ray);
  }

  @Override
  public List<String> there(String namePrefix) {
    return jdbc.sql("select id from there where name like ? order by id")
        .param(namePrefix + "%")
        .query(String.class)
        .list();
  }

  @Override
  public List<String> clashes() {
    return jdbc.sql("select id from clash").query(String.class).list();
  }

  @Override
  public void close() {}
}
