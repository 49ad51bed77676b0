package dev.rayport.base;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Each portal that serves a database picks tasks under a name of its own. Background tasks wait for
 * clusters more than they compute: each has a virtual thread, so that those which wait for one that
 * hangs never hold up the rest. Hundreds may be due at once; their plan is read and written over
 * connections of its own, so that people never wait behind it.
 *
 * <p>H2 serves one portal only, which plans anew at its start what each row needs: there the plan
 * lies in memory, since it is written several times for each look at a row.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

  private static final int CONNECTIONS = 6;
  private static final String PLAN = "db/migration/h2/V5__scheduled_tasks.sql";

  /** Not a data source among the beans: it is nobody else's. */
  static final class Connections implements AutoCloseable {
    private final HikariDataSource pool;

    Connections(DataSourceProperties database, HikariDataSource portal, Replica replica) {
      boolean inMemory = database.determineUrl().startsWith("jdbc:h2:");
      pool =
          inMemory
              ? DataSourceBuilder.create()
                  .type(HikariDataSource.class)
                  .url("jdbc:h2:mem:tasks-%s;MODE=MySQL".formatted(replica.id()))
                  .build()
              : database.initializeDataSourceBuilder().type(HikariDataSource.class).build();
      pool.setPoolName("tasks");
      pool.setMaximumPoolSize(CONNECTIONS);
      pool.setTransactionIsolation(portal.getTransactionIsolation());
      if (inMemory) {
        DatabasePopulatorUtils.execute(
            new ResourceDatabasePopulator(new ClassPathResource(PLAN)), pool);
      }
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @Bean
  static Connections taskConnections(
      DataSourceProperties database, DataSource portal, Replica replica) {
    return new Connections(database, (HikariDataSource) portal, replica);
  }

  @Bean
  DbSchedulerCustomizer tasksOnVirtualThreads(Replica replica, Connections connections) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(replica.id()));
      }

      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory()));
      }

      @Override
      public Optional<DataSource> dataSource() {
        return Optional.of(connections.pool);
      }
    };
  }
}
